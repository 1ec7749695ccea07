import { atLeast, readFlags } from '../flags'
import { UsageError } from '../usage-error'

export type Options = {
  /** Calls of each of the two teams. */
  rows: number
  /** `native`, `pglite` or a `postgres://` URL. */
  database: string
  /** Requests and questions that a median is taken of. */
  rounds: number
  /** Calls through the tracker, and as many without it. */
  ingest: number
  /** How long calls arrive while the function is asked. */
  seconds: number
}

const FLAGS = {
  rows: { type: 'string', default: '1000000' },
  database: { type: 'string', default: 'native' },
  rounds: { type: 'string', default: '100' },
  ingest: { type: 'string', default: '20000' },
  seconds: { type: 'string', default: '60' },
} as const

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
  const flags = readFlags(args, FLAGS)
  if (!/^(native|pglite|postgres(ql)?:\/\/.+)$/.test(flags.database))
    throw new UsageError('--database is pglite, native or a postgres:// URL.')
  return {
    database: flags.database,
    rows: atLeast('--rows', 1000, flags.rows),
    rounds: atLeast('--rounds', 1, flags.rounds),
    ingest: atLeast('--ingest', 1, flags.ingest),
    seconds: atLeast('--seconds', 1, flags.seconds),
  }
}
