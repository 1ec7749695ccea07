import { join } from 'node:path'
import { runStages } from './run-stages'
import { allStages, fastStages } from './stages'

/** `npm test` runs everything; `--fast` (`npm run check`) what needs neither server nor browser. */
const stages = process.argv.includes('--fast') ? fastStages : allStages
process.exit(await runStages(join(import.meta.dirname, '..'), stages))
