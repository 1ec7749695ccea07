import { readFileSync } from 'node:fs'
import pg from 'pg'
import { readMigrations } from './supabase/local/migrate'
const { url } = JSON.parse(readFileSync('/tmp/h4lab/lab.json', 'utf8'))
const client = new pg.Client(url); await client.connect()
for (const { version, sql } of await readMigrations()) await client.query('update supabase_migrations.schema_migrations set statements = array[$2] where version = $1', [version, sql])
await client.end()
