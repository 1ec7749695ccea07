import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type OwnerSql, openDatabase } from '@/supabase/local/database'
import { startNativePostgres } from '../../native-postgres'
import { type Project, serveProject } from '../../start-project'

/** An empty database of the benchmark's own, gone when it is stopped. */
export type BenchDatabase = {
  /** Whether it can be worked with while it is served. */
  isShared: boolean
  /** Works as its superuser, on one connection. */
  withOwner<T>(work: (owner: OwnerSql) => Promise<T>): Promise<T>
  /** Works with a local Supabase in a process of its own, which applies the migrations. */
  withServer<T>(work: (project: Project) => Promise<T>): Promise<T>
  stop(): Promise<void>
}

/** `address` is `pglite`, a `postgres://` URL of a superuser, or `native` for a Postgres 17 of its own. */
export async function startBenchDatabase(address: string, signal: AbortSignal): Promise<BenchDatabase> {
  if (address === 'pglite') return startPglite()
  if (address !== 'native') return startAt(address, signal)
  const server = await startNativePostgres(17)
  const database = await startAt(server.url(), signal)
  return {
    ...database,
    stop: async () => {
      await database.stop()
      await server.stop()
    },
  }
}

async function startPglite(): Promise<BenchDatabase> {
  const dataDir = await newFolder()
  return {
    isShared: false,
    withOwner: async (work) => {
      const { owner, close } = await openDatabase(join(dataDir, 'db'))
      try {
        return await work(owner)
      } finally {
        await close()
      }
    },
    withServer: (work) => served({ dataDir }, work),
    stop: () => rm(dataDir, { recursive: true, force: true }),
  }
}

async function startAt(address: string, signal: AbortSignal): Promise<BenchDatabase> {
  const dataDir = await newFolder()
  const name = `augury_bench_${randomBytes(6).toString('hex')}`
  await withClient(address, (client) => client.query(`create database ${name}`))
  const databaseUrl = new URL(`/${name}`, address).href
  return {
    isShared: true,
    withOwner: (work) =>
      withClient(databaseUrl, async (client) => {
        // Ends the statement under way, however long it would take.
        const interrupt = () => void client.end()
        signal.addEventListener('abort', interrupt)
        try {
          return await work({
            exec: async (sql) => void (await client.query(sql)),
            query: async (sql, parameters) => (await client.query(sql, parameters)).rows,
          })
        } finally {
          signal.removeEventListener('abort', interrupt)
        }
      }),
    withServer: (work) => served({ dataDir, databaseUrl }, work),
    stop: async () => {
      await rm(dataDir, { recursive: true, force: true })
      await withClient(address, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

const newFolder = () => mkdtemp(join(tmpdir(), 'augury-bench-'))

async function served<T>(
  where: { dataDir: string; databaseUrl?: string },
  work: (project: Project) => Promise<T>,
): Promise<T> {
  const project = await serveProject({ ...where, withDemo: false })
  try {
    return await work(project)
  } finally {
    await project.stop()
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
