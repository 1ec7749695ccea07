import { isDemoStored, seedDemo } from '../seed/seed-demo'
import { FolderInUse } from './folder-lock'
import { OutdatedDatabase } from './migrate'
import { logErrorsInOneLine } from './one-line-errors'
import { startLocalSupabase } from './start-local-supabase'

/**
 * Run by scripts: `tsx supabase/local/serve.ts`. Prints one JSON line with address and keys when it serves; with
 * AUGURY_DEMO=1 an empty database gets the demo team first. Stops on SIGTERM, SIGINT and when its parent is gone.
 */
const stopping = new AbortController()
const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()))
for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect']) process.once(event, () => stopping.abort())
logErrorsInOneLine()

const local = await startLocalSupabase({
  dataDir: process.env.AUGURY_DATA_DIR ?? '.augury',
  databaseUrl: process.env.AUGURY_DATABASE_URL,
  port: Number(process.env.AUGURY_SUPABASE_PORT ?? 0),
  siteUrl: process.env.AUGURY_SITE_URL,
}).catch((error) => {
  console.log(refusal(error) ?? error)
  process.exit(1)
})

let code = 0
try {
  if (process.env.AUGURY_DEMO === '1') await seedDemo(local, { now: new Date(), signal: stopping.signal })
  const hasDemo = await isDemoStored(local.database.owner)
  console.log(JSON.stringify({ url: local.url, ...local.keys, hasDemo }))
  await stopped
} catch (error) {
  if (!stopping.signal.aborted) {
    console.log('The demo team could not be made:', error)
    code = 1
  }
}
await local.stop()
process.exit(code)

/** One sentence for what the person who started it can put right. */
function refusal(error: unknown): string | null {
  if (error instanceof OutdatedDatabase || error instanceof FolderInUse)
    return `Cannot start: ${error.message}`
  const isConnection = error instanceof Error && 'code' in error && process.env.AUGURY_DATABASE_URL
  return isConnection
    ? `Cannot start: The database of AUGURY_DATABASE_URL cannot be used: ${error.message}.`
    : null
}
