import { atLeast, readFlags } from '../flags'

export type Options = {
  /** Calls in the log. */
  rows: number
  /** Calls and spans that are sent to be stored. */
  sent: number
  /** Questions that a median is taken of. */
  rounds: number
}

const FLAGS = {
  rows: { type: 'string', default: '1000000' },
  sent: { type: 'string', default: '50000' },
  rounds: { type: 'string', default: '50' },
} as const

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
  const flags = readFlags(args, FLAGS)
  return {
    rows: atLeast('--rows', 1000, flags.rows),
    sent: atLeast('--sent', 500, flags.sent),
    rounds: atLeast('--rounds', 1, flags.rounds),
  }
}
