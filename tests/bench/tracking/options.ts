import { parseArgs } from 'node:util'
import { UsageError } from '../usage-error'

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
  const flags = flagsOf(args)
  return {
    rows: atLeast('--rows', 1000, flags.rows),
    sent: atLeast('--sent', 500, flags.sent),
    rounds: atLeast('--rounds', 1, flags.rounds),
  }
}

function flagsOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS }).values
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error })
  }
}

function atLeast(flag: string, least: number, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new UsageError(`${flag} is a whole number of at least ${least}.`)
  return value
}
