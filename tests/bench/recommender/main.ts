import { UsageError } from '../usage-error'
import { benchmark } from './bench'
import { parseOptions } from './options'
import { readOutcomes } from './outcomes'

/** `npm run bench:recommender`: replays real outcomes, one JSON line each on stdout, progress on stderr. */
try {
  const options = parseOptions(process.argv.slice(2))
  for (const line of benchmark(options, readOutcomes(options.data), (text) => console.error(text)))
    console.log(JSON.stringify(line))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
