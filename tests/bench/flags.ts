import { type ParseArgsConfig, parseArgs } from 'node:util'
import { UsageError } from './usage-error'

type Flags = NonNullable<ParseArgsConfig['options']>

/** The values of the flags. @throws UsageError for one that is not among them */
export function readFlags<F extends Flags>(args: readonly string[], options: F) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\. |\n/)
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`, { cause: error })
  }
}

/** @throws UsageError for what is no whole number, or less */
export function atLeast(flag: string, least: number, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new UsageError(`${flag} is a whole number of at least ${least}.`)
  return value
}
