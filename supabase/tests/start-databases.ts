import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type PostgresVersion, startNativePostgres } from '../../tests/native-postgres'
import type { OwnerSql } from '../local/database'
import { migrate } from '../local/migrate'

/** Names of the databases that every story runs on. */
export const DATABASES = ['PGlite', 'Postgres 17', 'Postgres 15'] as const
export type DatabaseName = (typeof DATABASES)[number]

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of migrated databases, each the template for those of the workers; PGlite starts from a dump, in base64. */
    migrated: Record<DatabaseName, string>
  }
}

/** Migrates one database of each kind for the whole run. */
export default async function startDatabases(project: TestProject) {
  const [pglite, seventeen, fifteen] = await Promise.all([dumpOfPglite(), startNative(17), startNative(15)])
  project.provide('migrated', { PGlite: pglite, 'Postgres 17': seventeen.url, 'Postgres 15': fifteen.url })
  return async () => void (await Promise.all([seventeen.stop(), fifteen.stop()]))
}

async function startNative(version: PostgresVersion) {
  const server = await startNativePostgres(version)
  await migrateNative(server.url())
  return { url: server.url(), stop: server.stop }
}

/** Applies the stub of a hosted project and all migrations to an empty native database. */
export async function migrateNative(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await prepare({
      exec: async (sql) => void (await client.query(sql)),
      query: async (sql, parameters) => (await client.query(sql, parameters)).rows,
    })
  } finally {
    await client.end()
  }
}

/** The same in PGlite. */
export async function migratedPglite(): Promise<PGlite> {
  const database = await PGlite.create()
  await prepare({
    exec: async (sql) => void (await database.exec(sql)),
    query: async (sql, parameters) => (await database.query<Record<string, unknown>>(sql, parameters)).rows,
  })
  return database
}

async function prepare(owner: OwnerSql) {
  await owner.exec(await readFile(join(import.meta.dirname, 'auth-stub.sql'), 'utf8'))
  await owner.exec('set role migrator')
  await migrate(owner)
  await owner.exec('reset role')
}

async function dumpOfPglite(): Promise<string> {
  const database = await migratedPglite()
  const dump = await database.dumpDataDir('none')
  await database.close()
  return Buffer.from(await dump.arrayBuffer()).toString('base64')
}
