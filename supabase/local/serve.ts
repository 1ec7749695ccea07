import { OutdatedDatabase } from './migrate'
import { startLocalSupabase } from './start-local-supabase'

/** Run by scripts: `tsx supabase/local/serve.ts`; prints one JSON line with address and keys, stops on SIGTERM or SIGINT. */
const local = await startLocalSupabase({
  dataDir: process.env.AUGURY_DATA_DIR ?? '.augury',
  databaseUrl: process.env.AUGURY_DATABASE_URL,
  port: Number(process.env.AUGURY_SUPABASE_PORT ?? 0),
  siteUrl: process.env.AUGURY_SITE_URL,
}).catch((error) => {
  console.error(error instanceof OutdatedDatabase ? error.message : error)
  process.exit(1)
})
console.log(JSON.stringify({ url: local.url, ...local.keys }))

const stop = () => void local.stop().then(() => process.exit(0))
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
