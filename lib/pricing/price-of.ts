import { calcPrice, type ModelPrice } from '@pydantic/genai-prices'
import { catalogueProvider } from '@/lib/pricing/catalogue-provider'

/** Token counts as providers bill them: `input` includes both cache counts, `output` includes `reasoning`. */
export type BilledTokens = {
  input: number
  output: number
  cacheRead: number
  cacheWrite: number
  reasoning: number
}

export type UnitPrices = {
  inputUsdPerMtok: number
  outputUsdPerMtok: number
  cacheReadUsdPerMtok: number
  cacheWriteUsdPerMtok: number
}

export type Price = UnitPrices & { costUsd: number }

export type PriceQuestion = {
  provider: string
  model: string
  /** Prices change: the moment of the call. */
  at: Date
  tokens: BilledTokens
}

/**
 * What a call cost in US dollars by the maker's list prices at that time, with the unit prices (dollars per million
 * tokens) that were applied, long-context tiers included. Null means unpriced, which is not free: an unknown provider or
 * model, or token counts that are negative or not finite. Cache counts beyond the input are cut to it.
 * `(input − cacheRead − cacheWrite) · input + cacheRead · … + output · …` gives the cost again, except for the few
 * models that bill reasoning at a price of its own.
 */
export function priceOf({ provider, model, at, tokens }: PriceQuestion): Price | null {
  const providerId = catalogueProvider(provider)
  if (providerId === null || !Object.values(tokens).every((count) => Number.isFinite(count) && count >= 0))
    return null
  const cacheRead = Math.min(tokens.cacheRead, tokens.input)
  const usage = {
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    cache_read_tokens: cacheRead,
    cache_write_tokens: Math.min(tokens.cacheWrite, tokens.input - cacheRead),
    output_reasoning_tokens: Math.min(tokens.reasoning, tokens.output),
  }
  const answer = calcPrice(usage, model, { providerId, timestamp: at })
  const units = answer && unitPrices(answer.model_price, tokens.input)
  return units && { costUsd: answer.total_price, ...units }
}

/** Unit prices of a short call (below any long-context tier) in US dollars per million tokens; null when unpriced. */
export function unitPricesOf(provider: string, model: string, at: Date): UnitPrices | null {
  const price = priceOf({
    provider,
    model,
    at,
    tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
  })
  if (price === null) return null
  const { costUsd: _, ...units } = price
  return units
}

/** Where the catalogue has no price of its own for cached tokens they are billed as input. */
function unitPrices(prices: ModelPrice, inputTokens: number): UnitPrices | null {
  const input = priceAt(prices.input_mtok, inputTokens)
  const output = priceAt(prices.output_mtok, inputTokens)
  if (input === null || output === null) return null
  return {
    inputUsdPerMtok: input,
    outputUsdPerMtok: output,
    cacheReadUsdPerMtok: priceAt(prices.cache_read_mtok, inputTokens) ?? input,
    cacheWriteUsdPerMtok: priceAt(prices.cache_write_mtok, inputTokens) ?? input,
  }
}

/** The tier is chosen by the total of input tokens and holds for all of them. */
function priceAt(price: ModelPrice[string], inputTokens: number): number | null {
  if (price === undefined) return null
  if (typeof price === 'number') return price
  const reached = price.tiers.filter((tier) => inputTokens > tier.start)
  return reached.reduce((best, tier) => (tier.start >= best.start ? tier : best), {
    start: -1,
    price: price.base,
  }).price
}
