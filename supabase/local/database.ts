import { createPgliteConnection } from '@supabase/lite/pglite'
import { createPostgresConnection } from '@supabase/lite/postgres'
import pg from 'pg'

type Row = Record<string, unknown>

/** The owner's way into the local database: for migrations and the demo team, never for the app. */
export type OwnerSql = {
  exec(sql: string): Promise<void>
  query(sql: string, parameters?: unknown[]): Promise<Row[]>
}

/** The roles that every hosted project has. */
export const createRoles = `
  do $$
  begin
    if not exists (select from pg_roles where rolname = 'anon') then
      create role anon nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'authenticated') then
      create role authenticated nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'service_role') then
      create role service_role nologin bypassrls;
    end if;
  end
  $$`

export type LocalDatabase = {
  connection: Awaited<ReturnType<typeof createPgliteConnection>> | ReturnType<typeof createPostgresConnection>
  owner: OwnerSql
  close(): Promise<void>
}

/** Opens PGlite in a folder, or a native Postgres 15+ when `address` is a postgres:// URL. */
export async function openDatabase(address: string): Promise<LocalDatabase> {
  return /^postgres(ql)?:\/\//.test(address) ? openPostgres(address) : openPglite(address)
}

async function openPglite(folder: string): Promise<LocalDatabase> {
  const connection = await createPgliteConnection({ url: folder })
  await connection.driver.waitReady
  return {
    connection,
    owner: {
      exec: async (sql) => void (await connection.driver.exec(sql)),
      query: async (sql, parameters = []) => (await connection.driver.query<Row>(sql, parameters)).rows,
    },
    close: () => connection.driver.close(),
  }
}

/** The API has made its JSON text already, which the driver would quote once more. */
const asWritten = {
  to: 3802,
  from: [3802],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text),
}

async function openPostgres(url: string): Promise<LocalDatabase> {
  // One client: a failed migration must be rolled back where it was begun.
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const connection = createPostgresConnection({
    url,
    postgresOptions: { max: 10, onnotice: () => undefined, types: { jsonb: asWritten } },
  })
  return {
    connection,
    owner: {
      exec: async (sql) => void (await pool.query(sql)),
      query: async (sql, parameters = []) => (await pool.query(sql, parameters)).rows,
    },
    close: async () => {
      await connection.close()
      await pool.end()
    },
  }
}
