import type { PriceOf } from '@/lib/pricing/price-of'
import type { TokenCounts } from '@/lib/tracking/token-counts'

type Question = {
  provider: string
  /**
   * The model that answered before the one asked for: the first of them with a price of the team's own counts, then the
   * first that the catalogue knows.
   */
  models: (string | null)[]
  at: Date
  tokens: TokenCounts
}

/** The cost of a call and the unit prices it was reckoned with; all null where the tokens or the price are not known. */
export function priceColumns(priceOf: PriceOf, { provider, models, at, tokens }: Question) {
  const price = firstPrice(priceOf, { provider, models, at, tokens })
  return {
    cost_usd: price?.costUsd ?? null,
    input_usd_per_mtok: price?.inputUsdPerMtok ?? null,
    output_usd_per_mtok: price?.outputUsdPerMtok ?? null,
    cache_read_usd_per_mtok: price?.cacheReadUsdPerMtok ?? null,
    cache_write_usd_per_mtok: price?.cacheWriteUsdPerMtok ?? null,
    reasoning_usd_per_mtok: price?.reasoningUsdPerMtok ?? null,
  }
}

function firstPrice(priceOf: PriceOf, { provider, models, at, tokens }: Question) {
  const { input, output, cacheRead, cacheWrite, reasoning } = tokens
  if (input === null || output === null) return null
  const billed = {
    input,
    output,
    cacheRead: cacheRead ?? 0,
    cacheWrite: cacheWrite ?? 0,
    reasoning: reasoning ?? 0,
  }
  for (const isOverrideOnly of [true, false]) {
    for (const model of models) {
      const price = model === null ? null : priceOf({ provider, model, at, tokens: billed, isOverrideOnly })
      if (price !== null) return price
    }
  }
  return null
}
