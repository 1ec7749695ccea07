import { catalogueProvider } from '@/lib/pricing/catalogue-provider'
import {
  billedTokens,
  costOf,
  type PriceOf,
  type PriceQuestion,
  priceOf,
  type UnitPrices,
} from '@/lib/pricing/price-of'

/** A price that holds in place of the catalogue's. */
export type PriceOverride = UnitPrices & {
  /** False: for all teams. */
  isOfTeam: boolean
  provider: string
  /** One name, or the beginning of names and `*`. */
  model: string
  validFrom: Date
}

/**
 * Prices by the overrides, and by the catalogue where none holds. Of several the team's own goes before one for all teams,
 * then a whole name before a beginning, a longer beginning before a shorter one, and the newest that held at the time.
 */
export function priceWith(overrides: readonly PriceOverride[]): PriceOf {
  const ranked = overrides.toSorted((one, other) => rank(other) - rank(one) || newestFirst(one, other))
  return (question) => {
    const override = ranked.find((candidate) => holds(candidate, question))
    return override ? overriddenPrice(override, question) : priceOf(question)
  }
}

function overriddenPrice(override: PriceOverride, { tokens }: PriceQuestion) {
  const billed = billedTokens(tokens)
  const { isOfTeam: _, provider: __, model: ___, validFrom: ____, ...prices } = override
  return billed && { costUsd: costOf(billed, prices), ...prices }
}

/** Above all lengths that a name can have. */
const WHOLE = 1000

function rank({ isOfTeam, model }: PriceOverride): number {
  return (isOfTeam ? 2 * WHOLE : 0) + (model.endsWith('*') ? model.length : WHOLE)
}

function newestFirst(one: PriceOverride, other: PriceOverride): number {
  return other.validFrom.getTime() - one.validFrom.getTime()
}

function holds(override: PriceOverride, { provider, model, at }: PriceQuestion): boolean {
  return (
    override.validFrom <= at &&
    isSameModel(override.model, model.toLowerCase()) &&
    isSameProvider(override.provider, provider.toLowerCase())
  )
}

function isSameModel(wanted: string, model: string): boolean {
  return wanted.endsWith('*') ? model.startsWith(wanted.slice(0, -1)) : model === wanted
}

/** `openai` also means what the AI SDK calls `openai.responses`. */
function isSameProvider(wanted: string, provider: string): boolean {
  if (wanted === provider) return true
  const id = catalogueProvider(wanted)
  return id !== null && id === catalogueProvider(provider)
}
