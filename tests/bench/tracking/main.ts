import { runBench } from '../run-bench'
import { benchmark } from './bench'
import { parseOptions } from './options'

/** `npm run bench:tracking`: one JSON line for each figure on stdout, progress on stderr. No thresholds. */
await runBench(parseOptions, benchmark)
