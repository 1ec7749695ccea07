import type { Advice } from '@/lib/analytics/models-answer'
import type { Proportion } from '@/lib/analytics/statistics'

/** A comparison that was made. All of them count in the correction for their number, also those not worth telling. */
export type Finding = {
  /** Before the correction. */
  pValue: number
  /** 0 for what is not worth telling, else the share of calls it touches (its root) times the size of the effect. */
  usefulness: number
  advice: Advice
}

export function usefulness(touched: number, all: number, effect: number): number {
  return all === 0 ? 0 : Math.sqrt(touched / all) * Math.min(1, Math.max(0, effect))
}

/** Both sides over the strata that both have. */
export function onSharedGround(strata: readonly (readonly [Proportion, Proportion])[]) {
  const shared = strata.filter(([a, b]) => a.total > 0 && b.total > 0)
  const add = (parts: Proportion[]): Proportion =>
    parts.reduce((a, b) => ({ hits: a.hits + b.hits, total: a.total + b.total }), { hits: 0, total: 0 })
  const mine = add(shared.map(([a]) => a))
  const theirs = add(shared.map(([, b]) => b))
  const adjusted = shared.reduce((difference, [a, b]) => {
    const weight = (a.total * b.total) / (a.total + b.total)
    return difference + weight * (share(a) - share(b))
  }, 0)
  const difference = share(mine) - share(theirs)
  // Simpson's paradox: where the plain figures point the other way the sentence would contradict its own numbers.
  return { mine, theirs, difference: Math.sign(adjusted) === Math.sign(difference) ? difference : 0 }
}

export function share({ hits, total }: Proportion): number {
  return total === 0 ? 0 : hits / total
}
