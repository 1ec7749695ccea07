import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FolderInUse, lockFolder } from '@/supabase/local/folder-lock'
import { readSettings } from './settings'
import { StartError } from './start-error'

/** `npm run db:reset`: deletes the local database; the next start makes a new one. */
try {
  console.log(await reset())
} catch (error) {
  console.error(error instanceof StartError || error instanceof FolderInUse ? error.message : error)
  process.exit(1)
}

async function reset(): Promise<string> {
  const { dataDir, databaseUrl, isHosted } = readSettings(join(import.meta.dirname, '..'), process.env)
  if (isHosted || databaseUrl) {
    throw new StartError(
      'Only the database in the local folder can be reset; SUPABASE_URL or AUGURY_DATABASE_URL names another.',
    )
  }
  if (!existsSync(join(dataDir, 'db'))) return `There is no local database in ${dataDir}.`
  const unlock = lockFolder(dataDir)
  // What waits in the outbox belongs to teams that go,
  // and sessions of people who are gone end with the key that signed them.
  for (const name of ['db', 'keys.json', 'outbox.db', 'outbox.db-wal', 'outbox.db-shm']) {
    await rm(join(dataDir, name), { recursive: true, force: true })
  }
  unlock()
  return `The local database in ${dataDir} is deleted; the next start makes a new one.`
}
