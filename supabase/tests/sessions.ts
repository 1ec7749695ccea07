import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { DatabaseName } from './start-databases'
import { type Connection, newNativeDatabase, refusalOf, type StoryDatabase, storyDatabase } from './stories'

/** A connection whose writes last: each call is a transaction of its own. */
export type Session = StoryDatabase & {
  /** All of `work`, or nothing of it where it throws; `mode` is the isolation level and the like. */
  transaction: <T>(work: (inside: StoryDatabase) => Promise<T>, mode?: string) => Promise<T>
}

export type NativeSession = Session & { client: pg.Client; pid: number }

/** A migrated database of the test's own, that others can connect to as well. */
export async function nativeSession(
  name: Exclude<DatabaseName, 'PGlite'>,
  url: string,
): Promise<NativeSession> {
  const client = new pg.Client(url)
  // Some tests end the connection from the server's side.
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end())
  const session = sessionOf(
    name,
    async (statement, parameters) => (await client.query(statement, parameters)).rows,
  )
  const [row] = await session.sql('select pg_backend_pid() as pid')
  return { ...session, client, pid: Number(row?.pid) }
}

/** The first connection to a migrated database of the test's own. */
export async function newDatabase(name: DatabaseName): Promise<Session> {
  if (name !== 'PGlite') return nativeSession(name, await newNativeDatabase(name))
  const database = await PGlite.create({
    loadDataDir: new Blob([Buffer.from(inject('migrated').PGlite, 'base64')]),
  })
  onTestFinished(() => database.close())
  return sessionOf(
    name,
    async (statement, parameters) =>
      (await database.query<Record<string, unknown>>(statement, parameters)).rows,
  )
}

function sessionOf(name: DatabaseName, sql: Connection): Session {
  const inside = storyDatabase(name, sql)
  const transaction: Session['transaction'] = async (work, mode = '') => {
    await sql(`begin ${mode}`)
    try {
      const result = await work(inside)
      await sql('commit')
      return result
    } catch (error) {
      // A connection that was ended has nothing to undo.
      await sql('rollback').catch(() => {})
      throw error
    }
  }
  const as: Session['as'] = (...asked) => transaction((db) => db.as(...asked))
  const refusal: Session['refusal'] = async (...asked) => {
    try {
      await as(...asked)
      return null
    } catch (error) {
      return refusalOf(error)
    }
  }
  return { name, sql, as, refusal, transaction }
}
