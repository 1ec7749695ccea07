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
  /** Null where reasoning is billed as any output. */
  reasoningUsdPerMtok: number | null
}

export type Price = UnitPrices & { costUsd: number }

export type PriceQuestion = {
  provider: string
  model: string
  /** Prices change: the moment of the call. */
  at: Date
  tokens: BilledTokens
  /** Asks for a price that holds in place of the catalogue's, and for no other. */
  isOverrideOnly?: boolean
}

/** What a call cost. Null means unpriced, which is not free. */
export type PriceOf = (question: PriceQuestion) => Price | null

/**
 * What a call cost in US dollars by the maker's list prices at that time, with the unit prices (dollars per million
 * tokens) that were applied, long-context tiers included; `costOf` gives the cost again. Unpriced are an unknown provider
 * or model, and token counts that are negative or not finite.
 */
export const priceOf: PriceOf = ({ provider, model, at, tokens, isOverrideOnly = false }) => {
  const providerId = catalogueProvider(provider)
  const billed = billedTokens(tokens)
  if (isOverrideOnly || providerId === null || billed === null) return null
  const usage = {
    input_tokens: billed.input,
    output_tokens: billed.output,
    cache_read_tokens: billed.cacheRead,
    cache_write_tokens: billed.cacheWrite,
    output_reasoning_tokens: billed.reasoning,
  }
  const answer = calcPrice(usage, model, { providerId, timestamp: at })
  const units = answer && unitPrices(answer.model_price, billed)
  return units && { costUsd: answer.total_price, ...units }
}

/** Token counts with the parts cut to their wholes; null where a count is negative or not finite. */
export function billedTokens(tokens: BilledTokens): BilledTokens | null {
  if (!Object.values(tokens).every((count) => Number.isFinite(count) && count >= 0)) return null
  const cacheRead = Math.min(tokens.cacheRead, tokens.input)
  return {
    input: tokens.input,
    output: tokens.output,
    cacheRead,
    cacheWrite: Math.min(tokens.cacheWrite, tokens.input - cacheRead),
    reasoning: Math.min(tokens.reasoning, tokens.output),
  }
}

/** US dollars for tokens whose parts do not exceed their wholes. */
export function costOf(tokens: BilledTokens, prices: UnitPrices): number {
  const { input, output, cacheRead, cacheWrite, reasoning } = tokens
  const microUsd =
    (input - cacheRead - cacheWrite) * prices.inputUsdPerMtok +
    cacheRead * prices.cacheReadUsdPerMtok +
    cacheWrite * prices.cacheWriteUsdPerMtok +
    (output - reasoning) * prices.outputUsdPerMtok +
    reasoning * (prices.reasoningUsdPerMtok ?? prices.outputUsdPerMtok)
  return microUsd / 1e6
}

const NO_TOKENS: BilledTokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 }

/** Unit prices of a short call (below any long-context tier) in US dollars per million tokens; null when unpriced. */
export function unitPricesOf(
  question: Omit<PriceQuestion, 'tokens'>,
  priceOfCall: PriceOf = priceOf,
): UnitPrices | null {
  const price = priceOfCall({ ...question, tokens: NO_TOKENS })
  if (price === null) return null
  const { costUsd: _, ...units } = price
  return units
}

/**
 * Where the catalogue has no price of its own for cached tokens they are billed as input. Embedding models have no price
 * of output and write none.
 */
function unitPrices(prices: ModelPrice, tokens: BilledTokens): UnitPrices | null {
  const inputTokens = tokens.input
  const input = priceAt(prices.input_mtok, inputTokens)
  const output = priceAt(prices.output_mtok, inputTokens) ?? (tokens.output === 0 ? 0 : null)
  if (input === null || output === null) return null
  return {
    inputUsdPerMtok: input,
    outputUsdPerMtok: output,
    cacheReadUsdPerMtok: priceAt(prices.cache_read_mtok, inputTokens) ?? input,
    cacheWriteUsdPerMtok: priceAt(prices.cache_write_mtok, inputTokens) ?? input,
    reasoningUsdPerMtok: priceAt(prices.output_reasoning_mtok, inputTokens),
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
