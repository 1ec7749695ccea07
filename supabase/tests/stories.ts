import { randomUUID } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { beforeAll, describe, inject, test } from 'vitest'
import { DATABASES, type DatabaseName } from './start-databases'

export type Row = Record<string, unknown>
/** Who asks: a user by id, nobody (the anonymous role), or the server. */
export type Caller = { userId: string } | 'nobody' | 'service_role'
export type Refusal = { code: string; message: string }

/** A database inside a transaction that is rolled back after the story; its `now()` stands still. */
export type StoryDatabase = {
  name: DatabaseName
  /** As the superuser. */
  sql: (statement: string, parameters?: unknown[]) => Promise<Row[]>
  as: (caller: Caller, statement: string, parameters?: unknown[]) => Promise<Row[]>
  /** The error of a statement that must fail, after which the story goes on; null when it did not fail. */
  refusal: (caller: Caller, statement: string, parameters?: unknown[]) => Promise<Refusal | null>
}

export type Connection = (statement: string, parameters?: unknown[]) => Promise<Row[]>
const connections = new Map<DatabaseName, Promise<Connection>>()

type Story = (title: string, tell: (database: StoryDatabase) => Promise<void>) => void

/** Tells each story on PGlite and on both native versions of Postgres. */
export function onEveryDatabase(title: string, tellAll: (story: Story) => void): void {
  describe.each(DATABASES)(`${title}, %s`, (name) => {
    let connection: Connection
    beforeAll(async () => {
      connection = await connectionTo(name)
    })
    tellAll((storyTitle, tell) => {
      test(storyTitle, async () => {
        await connection('begin')
        try {
          await tell(storyDatabase(name, connection))
        } finally {
          await connection('rollback')
        }
      })
    })
  })
}

function connectionTo(name: DatabaseName): Promise<Connection> {
  const opened = connections.get(name) ?? (name === 'PGlite' ? openPglite() : openNative(name))
  connections.set(name, opened)
  return opened
}

async function openPglite(): Promise<Connection> {
  const database = await PGlite.create({
    loadDataDir: new Blob([Buffer.from(inject('migrated').PGlite, 'base64')]),
  })
  return async (statement, parameters) => (await database.query<Row>(statement, parameters)).rows
}

async function openNative(name: Exclude<DatabaseName, 'PGlite'>): Promise<Connection> {
  const client = new pg.Client(await newNativeDatabase(name))
  // The server ends before the worker does.
  client.on('error', () => {})
  await client.connect()
  return async (statement, parameters) => (await client.query(statement, parameters)).rows
}

/** Address of a migrated database of one's own, for stories that need two connections. */
export async function newNativeDatabase(name: Exclude<DatabaseName, 'PGlite'>): Promise<string> {
  const template = new URL(inject('migrated')[name])
  const copy = `story_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(new URL('/template1', template).href)
  await client.connect()
  try {
    // Two workers cannot copy the template at once.
    await client.query('select pg_advisory_lock(1)')
    await client.query(`create database ${copy} template postgres`)
  } finally {
    await client.end()
  }
  return new URL(`/${copy}`, template).href
}

/** What a connection inside a transaction can do. */
export function storyDatabase(name: DatabaseName, connection: Connection): StoryDatabase {
  const as: StoryDatabase['as'] = async (caller, statement, parameters) => {
    await become(connection, caller)
    const rows = await connection(statement, parameters)
    await connection('reset role')
    await connection("select set_config('request.jwt.claims', '', true)")
    return rows
  }
  const refusal: StoryDatabase['refusal'] = async (caller, statement, parameters) => {
    await connection('savepoint attempt')
    try {
      await as(caller, statement, parameters)
      return null
    } catch (error) {
      await connection('rollback to savepoint attempt')
      return refusalOf(error)
    }
  }
  return { name, sql: connection, as, refusal }
}

async function become(connection: Connection, caller: Caller) {
  const role = typeof caller === 'object' ? 'authenticated' : caller === 'nobody' ? 'anon' : caller
  const claims = typeof caller === 'object' ? { sub: caller.userId, role } : { role }
  await connection("select set_config('request.jwt.claims', $1, true)", [JSON.stringify(claims)])
  await connection(`set local role ${role}`)
}

export function refusalOf(error: unknown): Refusal {
  if (error instanceof Error && 'code' in error) return { code: String(error.code), message: error.message }
  throw error
}
