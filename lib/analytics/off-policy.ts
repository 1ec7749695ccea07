import { Z_95 } from '@/lib/analytics/distributions'
import { fitOutcomes } from '@/lib/analytics/outcome-model'
import { type Interval, wilsonInterval } from '@/lib/analytics/statistics'

/** A decision that was drawn at random with known chances. */
export type LoggedDecision = {
  /** Task type and complexity, or any other words for the kind of question. */
  stratum: string
  /** The arm that was drawn, and the chance it had (above 0, up to 1). */
  arm: string
  probability: number
  /** How many arms could have been drawn. */
  candidates: number
  /** What the rules alone would have chosen; null where that is not known. */
  defaultArm: string | null
}

/** A way to choose; `own` is the one that wrote the log. */
export type Policy =
  | { kind: 'own' }
  | { kind: 'constant'; arm: string }
  | { kind: 'default' }
  | { kind: 'uniform' }

/** A mean that would have been seen, with its 95 % interval. */
export type Estimate = Interval & { mean: number }

export type Evaluation = {
  /** Null: not enough data. */
  estimate: Estimate | null
  /** As many decisions of the policy itself would say as much (Kish 1965). */
  effectiveSize: number
  /** The part of the policy's choices that the log holds, by its weights: about 1 where it could make all of them. */
  coverage: number
  /** What each decision of the log moves the mean by; the sum of squares is the variance of the mean. */
  influence: Float64Array
}

/** An outcome per decision of the log, null where it is not known; `isShare` when all are 0 or 1. */
export type Outcomes = { values: readonly (number | null)[]; isShare: boolean }

/** Fewer effective decisions than this say nothing that should be acted on. */
export const ENOUGH_EFFECTIVE = 100
/** With less, the log lacks choices of the policy that nobody can guess the outcome of. */
export const ENOUGH_COVERED = 0.8

/**
 * An evaluator of one outcome of a log: what would its mean have been under another policy?
 *
 * Doubly robust (Dudík, Langford & Li 2011): a model of the outcomes, fitted to the log, speaks for every question, and
 * the decisions that the policy agrees with correct it, each weighted by how much likelier the policy is to take its arm.
 * The correction is self-normalised (Swaminathan & Joachims 2015) and its weights are cut at a multiple of √n (Ionides
 * 2008), which a log of a policy that learns needs: its rare late draws would outweigh all others. Intervals come from
 * the influence function; of shares they are Wilson's with the sample size that has this variance.
 */
export function evaluator(
  log: readonly LoggedDecision[],
  { values, isShare }: Outcomes,
): (policy: Policy) => Evaluation {
  const observed = log.flatMap((decision, index) => {
    const value = values[index] ?? null
    return value === null ? [] : [{ ...decision, index, value }]
  })
  const expected = fitOutcomes(observed)
  const arms = [...new Set(observed.map(({ arm }) => arm))]
  const ofAnyArm = byStratum((stratum) => meanOf(arms.map((arm) => expected(stratum, arm))))
  const facts = observed.map((one) => ({ ...one, residual: one.value - expected(one.stratum, one.arm) }))

  const termsOf = (policy: Policy): Term[] => {
    switch (policy.kind) {
      case 'own':
        return facts.map(({ index, value }) => ({ index, direct: 0, weight: 1, residual: value }))
      case 'constant': {
        const direct = byStratum((stratum) => expected(stratum, policy.arm))
        return facts.map(({ index, stratum, arm, probability, residual }) => ({
          index,
          direct: direct(stratum),
          weight: arm === policy.arm ? 1 / probability : 0,
          residual,
        }))
      }
      case 'default':
        return facts.flatMap(({ index, stratum, arm, probability, defaultArm, residual }) => {
          if (defaultArm === null) return []
          const weight = arm === defaultArm ? 1 / probability : 0
          return [{ index, direct: expected(stratum, defaultArm), weight, residual }]
        })
      case 'uniform':
        return facts.map(({ index, stratum, probability, candidates, residual }) => ({
          index,
          direct: ofAnyArm(stratum),
          weight: 1 / (candidates * probability),
          residual,
        }))
    }
  }

  return (policy) => {
    const terms = termsOf(policy)
    const weights = terms.map(({ weight }) => weight)
    const effectiveSize = kishSize(weights)
    const coverage = Math.min(1, meanOf(weights))
    const { mean, deviations } = corrected(terms)
    const influence = new Float64Array(log.length)
    for (const [at, { index }] of terms.entries()) influence[index] = (deviations[at] ?? 0) / terms.length
    const isEnough = effectiveSize >= ENOUGH_EFFECTIVE && coverage >= ENOUGH_COVERED
    if (!isEnough) return { estimate: null, effectiveSize, coverage, influence }
    const agreeing = weights.filter((weight) => weight > 0).length
    const interval = isShare ? shareInterval : amountInterval
    const estimate = { mean, ...interval(mean, varianceOf(influence), agreeing) }
    return { estimate, effectiveSize, coverage, influence }
  }
}

/** (Σw)² ÷ Σw² (Kish 1965); 0 without a weight. */
export function kishSize(weights: readonly number[]): number {
  const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0)
  return squares === 0 ? 0 : weights.reduce((sum, weight) => sum + weight, 0) ** 2 / squares
}

/** Of the mean that these influences belong to. */
export function varianceOf(influence: Float64Array): number {
  return influence.reduce((sum, each) => sum + each ** 2, 0)
}

type Term = {
  /** Place of the decision in the log. */
  index: number
  /** What the model of the outcomes says of the policy on this question. */
  direct: number
  /** How many times likelier the policy is to take the arm that was taken. */
  weight: number
  /** The outcome less what the model says of the arm that was taken. */
  residual: number
}

/** The mean, and each term's deviation from it, in units of the outcome. */
function corrected(terms: readonly Term[]): { mean: number; deviations: number[] } {
  const cap = Math.sqrt(terms.length) / 2
  const weights = terms.map(({ weight }) => Math.min(weight, cap))
  const meanWeight = meanOf(weights) || 1
  const meanDirect = meanOf(terms.map(({ direct }) => direct))
  const correction = meanOf(terms.map(({ residual }, at) => (weights[at] ?? 0) * residual)) / meanWeight
  return {
    mean: meanDirect + correction,
    deviations: terms.map(
      ({ direct, residual }, at) =>
        direct - meanDirect + ((weights[at] ?? 0) / meanWeight) * (residual - correction),
    ),
  }
}

/** No surer than the decisions that agree with the policy can make it: where all of them succeeded the variance says 0. */
function shareInterval(mean: number, variance: number, agreeing: number): Interval {
  const share = Math.min(1, Math.max(0, mean))
  const spread = share * (1 - share)
  const size = spread > agreeing * variance ? agreeing : spread / variance
  return wilsonInterval({ hits: share * size, total: size }) ?? { low: 0, high: 1 }
}

/** Of an amount that is never negative. */
function amountInterval(mean: number, variance: number): Interval {
  const reach = Z_95 * Math.sqrt(variance)
  return { low: Math.max(0, mean - reach), high: mean + reach }
}

function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

/** Works a stratum's figure out once. */
function byStratum(figure: (stratum: string) => number): (stratum: string) => number {
  const known = new Map<string, number>()
  return (stratum) => {
    const value = known.get(stratum) ?? figure(stratum)
    known.set(stratum, value)
    return value
  }
}
