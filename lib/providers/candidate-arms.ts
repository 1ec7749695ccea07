import { type PriceOf, unitPricesOf } from '@/lib/pricing/price-of'
import { DEMO_ARMS } from '@/lib/providers/demo-character'
import { knownModel } from '@/lib/providers/known-models'
import { type Environment, providerSettings } from '@/lib/providers/provider-settings'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { Arm } from '@/lib/vocabulary'

const HOUR_MS = 3_600_000
let cached: { arms: readonly CandidateArm[]; env: Environment; hour: number } | undefined

/**
 * The arms that can be called now: those of the connected providers, else the simulated ones, at the list prices of the
 * hour. Throws one sentence that names the environment variable at fault.
 */
export function candidateArms(env: Environment = process.env): readonly CandidateArm[] {
  const hour = Math.floor(Date.now() / HOUR_MS)
  if (cached?.env !== env || cached.hour !== hour) {
    cached = { arms: armsOf(env, new Date(hour * HOUR_MS)), env, hour }
  }
  return cached.arms
}

/** The same arms at a team's prices: those that hold in place of the catalogue's. */
export function armsPricedBy(priceOf: PriceOf, arms = candidateArms(), at = new Date()): CandidateArm[] {
  return arms.map((arm) => {
    const { provider, model } = arm
    const prices = unitPricesOf({ provider, model, at, isOverrideOnly: true }, priceOf)
    return prices === null
      ? arm
      : { ...arm, inputUsdPerMtok: prices.inputUsdPerMtok, outputUsdPerMtok: prices.outputUsdPerMtok }
  })
}

function armsOf(env: Environment, at: Date): CandidateArm[] {
  const connected = providerSettings(env).flatMap(({ provider, models }) =>
    models.map((model) => candidateArm({ provider, model }, false, at)),
  )
  return connected.length > 0 ? connected : DEMO_ARMS.map((arm) => candidateArm(arm, true, at))
}

function candidateArm({ provider, model }: Arm, simulated: boolean, at: Date): CandidateArm {
  const known = knownModel({ provider, model })
  const prices = unitPricesOf({ provider, model, at })
  return {
    provider,
    model,
    label: known?.label ?? model,
    tier: known?.tier ?? 'medium',
    inputUsdPerMtok: prices?.inputUsdPerMtok ?? null,
    outputUsdPerMtok: prices?.outputUsdPerMtok ?? null,
    simulated,
  }
}
