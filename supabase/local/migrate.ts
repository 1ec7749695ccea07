import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OwnerSql } from './database'

/** Thrown when a database was made by migrations that have been rewritten since. */
export class OutdatedDatabase extends Error {
  constructor() {
    super(
      'The local database was made by an older version of Augury; run `npm run db:reset` and start again.',
    )
  }
}

const migrationsFolder = join(import.meta.dirname, '..', 'migrations')

/** The migrations in order; `version` is the number that the file's name starts with. */
export async function readMigrations(): Promise<{ version: string; name: string; sql: string }[]> {
  const files = (await readdir(migrationsFolder)).filter((file) => /^\d{14}_.+\.sql$/.test(file)).sort()
  return Promise.all(
    files.map(async (file) => ({
      version: file.slice(0, 14),
      name: file.slice(15, -4),
      sql: await readFile(join(migrationsFolder, file), 'utf8'),
    })),
  )
}

/**
 * Applies what is missing, each file in a transaction of its own, and notes it where the Supabase CLI would.
 * @throws OutdatedDatabase when a file that was applied reads differently now or is gone.
 */
export async function migrate(owner: OwnerSql): Promise<number> {
  await owner.exec(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (
      version text primary key, statements text[], name text
    )`)
  const migrations = await readMigrations()
  const applied = new Map(
    (
      await owner.query('select version, statements[1] as sql from supabase_migrations.schema_migrations')
    ).map((row) => [String(row.version), String(row.sql)]),
  )
  const current = new Map(migrations.map((migration) => [migration.version, migration.sql]))
  for (const [version, sql] of applied) if (current.get(version) !== sql) throw new OutdatedDatabase()

  const missing = migrations.filter((migration) => !applied.has(migration.version))
  for (const { version, name, sql } of missing) {
    const note = `insert into supabase_migrations.schema_migrations (version, name, statements)
      values (${quoted(version)}, ${quoted(name)}, array[${quoted(sql)}])`
    try {
      await owner.exec(`begin;\n${sql}\n;${note};\ncommit;`)
    } catch (error) {
      await owner.exec('rollback')
      throw new Error(`Migration ${version}_${name} failed`, { cause: error })
    }
  }
  return missing.length
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
