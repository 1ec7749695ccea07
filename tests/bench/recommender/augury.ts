import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { Setting } from './policy'

/** The arms as the product's catalogue would hold them: names tell it nothing, prices are those the data imply. */
export function candidatesOf({ arms }: Pick<Setting, 'arms'>): CandidateArm[] {
  return arms.map(({ name, price }) => ({
    provider: 'replayed',
    model: name,
    label: name,
    tier: 'medium',
    inputUsdPerMtok: price?.inputUsdPerMtok ?? null,
    outputUsdPerMtok: price?.outputUsdPerMtok ?? null,
    simulated: false,
  }))
}
