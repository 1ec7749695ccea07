import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateTypescript, introspect, sortGeneratorMetadata } from '@supabase/postgrest-typegen'
import { migratedPglite } from '../supabase/tests/start-databases'

/** `npm run db:types` writes lib/database.types.ts from the migrations; `-- --check` fails when it would read differently. */
const file = join(import.meta.dirname, '..', 'lib', 'database.types.ts')
const database = await migratedPglite()
const metadata = await introspect(
  { query: (sql: string) => database.query<Record<string, unknown>>(sql) },
  { includedSchemas: ['public'] },
)
await database.close()
const types = await generateTypescript(sortGeneratorMetadata(metadata), { postgrestVersion: '13' })

if (process.argv.includes('--check')) {
  const isSame = (await readFile(file, 'utf8')) === types
  if (!isSame) console.error('lib/database.types.ts does not fit the migrations; run `npm run db:types`.')
  process.exit(isSame ? 0 : 1)
}
await writeFile(file, types)
