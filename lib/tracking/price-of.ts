import type { Arm } from '@/lib/vocabulary'

export type PricedTokens = {
  /** All input, cached included. */
  input: number
  /** All output, reasoning included. */
  output: number
  cacheRead: number
  cacheWrite: number
  reasoning: number
}

export type CallPrice = {
  costUsd: number
  inputUsdPerMtok: number | null
  outputUsdPerMtok: number | null
  cacheReadUsdPerMtok: number | null
  cacheWriteUsdPerMtok: number | null
}

/** Null where the price is not known; the tracker takes it as an argument, `lib/pricing` supplies it. */
export type PriceOf = (call: Arm & { at: Date; tokens: PricedTokens }) => CallPrice | null
