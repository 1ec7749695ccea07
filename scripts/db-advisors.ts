import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { migrateNative } from '../supabase/tests/start-databases'
import { startNativePostgres } from '../tests/native-postgres'

/** `npm run db:advisors`: Supabase's own advisors on an empty, migrated Postgres 17; warnings fail. */
const root = join(import.meta.dirname, '..')
const cli = join(root, 'node_modules', '.bin', 'supabase')

function advise(url: string) {
  const args = ['db', 'advisors', `--remote=${url}`, '--level', 'warn', '--fail-on', 'warn']
  const { status, error, stdout, stderr } = spawnSync(cli, args, { cwd: root, encoding: 'utf8' })
  if (error) throw error
  return { isClean: status === 0, output: stdout + stderr }
}

const postgres = await startNativePostgres(17)
const client = new pg.Client(postgres.url())
try {
  await client.connect()
  await migrateNative(postgres.url())
  const { isClean, output } = advise(postgres.url())
  console.log(output)

  // Some advisors fall silent where they do not find what they expect of a project.
  await client.query(
    'create table public.exposed (id int primary key); grant select on public.exposed to anon',
  )
  const { isClean: isBlind } = advise(postgres.url())
  if (isBlind)
    console.error('The advisors overlooked a table without row-level security: their word is worth nothing.')
  process.exitCode = isClean && !isBlind ? 0 : 1
} finally {
  await client.end()
  await postgres.stop()
}
