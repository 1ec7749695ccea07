type Environment = Record<string, string | undefined>

const MEBIBYTE = 2 ** 20
/** About 800,000 calls. */
export const GIBIBYTE = 2 ** 30

/**
 * Bytes that the outbox file may take, by `AUGURY_OUTBOX_MIB`.
 * Throws one sentence where that is no whole number from 1 on.
 */
export function outboxBytes(env: Environment = process.env): number {
  const mebibytes = Number(env.AUGURY_OUTBOX_MIB || GIBIBYTE / MEBIBYTE)
  if (Number.isSafeInteger(mebibytes) && mebibytes >= 1) return mebibytes * MEBIBYTE
  throw new Error('The environment variable AUGURY_OUTBOX_MIB must be a whole number of mebibytes above 0.')
}
