import { UsageError } from '../usage-error'
import { benchmark } from './bench'
import { parseOptions } from './options'

/** `npm run bench:tracking`: one JSON line for each figure on stdout, progress on stderr. No thresholds. */
const stopping = new AbortController()
for (const event of ['SIGINT', 'SIGTERM']) process.once(event, () => stopping.abort())
const startedAt = performance.now()
try {
  await benchmark({
    options: parseOptions(process.argv.slice(2)),
    say: (figure) => console.log(JSON.stringify(figure)),
    progress: (text) => console.error(`${((performance.now() - startedAt) / 1000).toFixed(0)} s  ${text}`),
    signal: stopping.signal,
  })
} catch (error) {
  if (stopping.signal.aborted) process.exit(130)
  if (!(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
process.exit()
