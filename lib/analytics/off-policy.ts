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
  const facts = factsOf(log, values)
  const expected = fitOutcomes(facts)
  for (const fact of facts) fact.residual = fact.value - expected(fact.stratum, fact.arm)
  const arms = [...new Set(facts.map(({ arm }) => arm))]
  const withDefault = facts.filter(({ defaultArm }) => defaultArm !== null)

  const readingOf = (policy: Policy): Reading => {
    switch (policy.kind) {
      case 'own':
        return { facts, direct: () => 0, weight: () => 1, residual: ({ value }) => value }
      case 'constant': {
        const direct = byStratum((stratum) => expected(stratum, policy.arm))
        const weight = ({ arm, probability }: Fact) => (arm === policy.arm ? 1 / probability : 0)
        return { facts, direct, weight, residual }
      }
      case 'default':
        return {
          facts: withDefault,
          direct: ({ stratum, defaultArm }) => expected(stratum, defaultArm ?? ''),
          weight: ({ arm, defaultArm, probability }) => (arm === defaultArm ? 1 / probability : 0),
          residual,
        }
      case 'uniform': {
        const direct = byStratum((stratum) => meanOf(arms.map((arm) => expected(stratum, arm))))
        return {
          facts,
          direct,
          weight: ({ candidates, probability }) => 1 / (candidates * probability),
          residual,
        }
      }
    }
  }

  return (policy) => {
    const reading = readingOf(policy)
    const weights = numbers(reading.facts, reading.weight)
    const effectiveSize = kishSize(weights)
    const coverage = Math.min(1, meanOf(weights))
    const { mean, deviations } = corrected(
      numbers(reading.facts, reading.direct),
      weights,
      numbers(reading.facts, reading.residual),
    )
    const influence = new Float64Array(log.length)
    reading.facts.forEach(({ index }, at) => {
      influence[index] = (deviations[at] ?? 0) / reading.facts.length
    })
    const isEnough = effectiveSize >= ENOUGH_EFFECTIVE && coverage >= ENOUGH_COVERED
    if (!isEnough) return { estimate: null, effectiveSize, coverage, influence }
    const agreeing = weights.reduce((count, weight) => count + Number(weight > 0), 0)
    const interval = isShare ? shareInterval : amountInterval
    const estimate = { mean, ...interval(mean, varianceOf(influence), agreeing) }
    return { estimate, effectiveSize, coverage, influence }
  }
}

/** (Σw)² ÷ Σw² (Kish 1965); 0 without a weight. */
export function kishSize(weights: Float64Array): number {
  const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0)
  return squares === 0 ? 0 : weights.reduce((sum, weight) => sum + weight, 0) ** 2 / squares
}

/** Of the mean that these influences belong to. */
export function varianceOf(influence: Float64Array): number {
  return influence.reduce((sum, each) => sum + each ** 2, 0)
}

/** A decision with a known outcome. */
type Fact = LoggedDecision & {
  /** Its place in the log. */
  index: number
  value: number
  /** The outcome less what the model of the outcomes says of the arm that was taken. */
  residual: number
}

/** Without residuals yet. Written out, as twenty thousand copied objects are felt. */
function factsOf(log: readonly LoggedDecision[], values: Outcomes['values']): Fact[] {
  const facts: Fact[] = []
  for (let index = 0; index < log.length; index++) {
    const [decision, value] = [log[index], values[index]]
    if (!decision || value === null || value === undefined) continue
    const { stratum, arm, probability, candidates, defaultArm } = decision
    facts.push({ stratum, arm, probability, candidates, defaultArm, index, value, residual: 0 })
  }
  return facts
}

/** What a policy reads from the log. */
type Reading = {
  facts: readonly Fact[]
  /** What the model of the outcomes says of the policy on this question. */
  direct: (fact: Fact) => number
  /** How many times likelier the policy is to take the arm that was taken. */
  weight: (fact: Fact) => number
  residual: (fact: Fact) => number
}

const residual = (fact: Fact) => fact.residual

/** The mean, and each decision's deviation from it, in units of the outcome. */
function corrected(
  direct: Float64Array,
  weight: Float64Array,
  residual: Float64Array,
): { mean: number; deviations: Float64Array } {
  const cap = Math.sqrt(weight.length) / 2
  const weights = weight.map((each) => Math.min(each, cap))
  const meanWeight = meanOf(weights) || 1
  const meanDirect = meanOf(direct)
  const correction = meanOf(residual.map((each, at) => (weights[at] ?? 0) * each)) / meanWeight
  return {
    mean: meanDirect + correction,
    deviations: direct.map(
      (each, at) =>
        each - meanDirect + ((weights[at] ?? 0) / meanWeight) * ((residual[at] ?? 0) - correction),
    ),
  }
}

/** No surer than the decisions that agree with the policy can make it: where all of them succeeded the variance says 0. */
function shareInterval(mean: number, variance: number, agreeing: number): Interval {
  const share = Math.min(1, Math.max(0, mean))
  const spread = Math.max(share * (1 - share), 1 / agreeing)
  const size = Math.min(agreeing, spread / variance)
  return wilsonInterval({ hits: share * size, total: size }) ?? { low: 0, high: 1 }
}

/** Of an amount that is never negative. */
function amountInterval(mean: number, variance: number): Interval {
  const reach = Z_95 * Math.sqrt(variance)
  return { low: Math.max(0, mean - reach), high: mean + reach }
}

function numbers(facts: readonly Fact[], of: (fact: Fact) => number): Float64Array {
  const all = new Float64Array(facts.length)
  facts.forEach((fact, at) => {
    all[at] = of(fact)
  })
  return all
}

function meanOf(numbers: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < numbers.length; at++) sum += numbers[at] ?? 0
  return numbers.length === 0 ? 0 : sum / numbers.length
}

/** Works a stratum's figure out once. */
function byStratum(figure: (stratum: string) => number): (fact: Fact) => number {
  const known = new Map<string, number>()
  return ({ stratum }) => {
    const value = known.get(stratum) ?? figure(stratum)
    if (!known.has(stratum)) known.set(stratum, value)
    return value
  }
}
