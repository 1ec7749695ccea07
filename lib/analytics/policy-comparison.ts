import { normalTail, Z_95 } from '@/lib/analytics/distributions'
import {
  type Evaluation,
  evaluator,
  type LoggedDecision,
  type Policy,
  varianceOf,
} from '@/lib/analytics/off-policy'
import { fitOutcomes } from '@/lib/analytics/outcome-model'
import type { Comparison, Difference, Figure, PolicyFigures } from '@/lib/analytics/recommendations-answer'
import { armKey } from '@/lib/arm-labels'
import type { Arm, Rating } from '@/lib/vocabulary'

/** A drawn decision and what came of it; arms are given by `armKey`. */
export type GradedDecision = LoggedDecision & {
  /** Null: stopped. */
  success: boolean | null
  rating: Rating
  /** Null: unpriced. */
  costUsd: number | null
}

type Evaluated = {
  figures: PolicyFigures
  success: Evaluation
  satisfaction: Evaluation
  cost: Evaluation
}

/** What other policies would have had of the same questions. @param arms all that occur in the log */
export function comparePolicies(log: readonly GradedDecision[], arms: readonly Arm[]): Comparison {
  const succeed = evaluator(log, {
    values: log.map(({ success }) => (success === null ? null : Number(success))),
    isShare: true,
  })
  const satisfy = evaluator(log, {
    values: log.map(({ rating }) => (rating === 0 ? null : Number(rating > 0))),
    isShare: true,
  })
  const cost = evaluator(log, { values: log.map(({ costUsd }) => costUsd), isShare: false })
  const evaluate = (policy: Policy, arm: Arm | null): Evaluated => {
    const evaluations = { success: succeed(policy), satisfaction: satisfy(policy), cost: cost(policy) }
    return {
      ...evaluations,
      figures: {
        policy: policy.kind,
        arm,
        is: [],
        success: figure(evaluations.success),
        satisfaction: figure(evaluations.satisfaction),
        costUsd: figure(evaluations.cost),
      },
    }
  }
  const own = evaluate({ kind: 'own' }, null)
  const constants = arms.map((arm) => evaluate({ kind: 'constant', arm: armKey(arm) }, arm))
  const hasSatisfaction =
    own.satisfaction.estimate !== null && constants.some(({ satisfaction }) => satisfaction.estimate !== null)
  const byQuality = constants
    .map((evaluated) => ({ evaluated, quality: qualityOf(evaluated, hasSatisfaction) }))
    .sort((a, b) => rankOf(b) - rankOf(a))
  const best = byQuality.find(({ quality }) => quality !== null)?.evaluated ?? null
  const { dearest, cheapest } = extremes(log, constants)
  best?.figures.is.push('best')
  dearest?.figures.is.push('dearest')
  cheapest?.figures.is.push('cheapest')
  return {
    policies: [
      own,
      ...byQuality.map(({ evaluated }) => evaluated),
      evaluate({ kind: 'default' }, null),
      evaluate({ kind: 'uniform' }, null),
    ].map(({ figures }) => figures),
    againstBest:
      best && compareQuality(own, best, hasSatisfaction, byQuality.filter(({ quality }) => quality).length),
    againstDearest: dearest && costDifference(own, dearest),
    againstCheapest: cheapest && costDifference(own, cheapest),
  }
}

/** By quality, then those that only their success is known of, then the others. */
function rankOf({ evaluated, quality }: { evaluated: Evaluated; quality: Quality | null }): number {
  return quality ? 2 + quality.mean : (evaluated.success.estimate?.mean ?? -1)
}

function figure({ estimate, effectiveSize, coverage }: Evaluation): Figure {
  return { estimate, effectiveSize, coverage }
}

type Quality = { mean: number; influence: Float64Array }

/** The chance that a call succeeds and pleases; by the delta method. Null where the log cannot tell. */
function qualityOf({ success, satisfaction }: Evaluated, hasSatisfaction: boolean): Quality | null {
  if (!success.estimate) return null
  if (!hasSatisfaction) return { mean: success.estimate.mean, influence: success.influence }
  if (!satisfaction.estimate) return null
  const [works, pleases] = [success.estimate.mean, satisfaction.estimate.mean]
  return {
    mean: works * pleases,
    influence: success.influence.map(
      (influence, at) => pleases * influence + works * (satisfaction.influence[at] ?? 0),
    ),
  }
}

/** @param contenders the best was picked among so many, which makes it look better than it is (Bonferroni) */
function compareQuality(
  own: Evaluated,
  best: Evaluated,
  hasSatisfaction: boolean,
  contenders: number,
): Comparison['againstBest'] {
  const [ours, theirs] = [qualityOf(own, hasSatisfaction), qualityOf(best, hasSatisfaction)]
  if (!ours || !theirs) return null
  const difference = differenceOf(ours, theirs)
  const pValue = Math.min(1, contenders * normalTail(difference.mean / difference.error))
  const verdict =
    difference.error === 0 || pValue >= 0.05 ? 'level' : difference.mean > 0 ? 'better' : 'worse'
  const { mean, low, high } = difference
  return { mean, low, high, policy: best.figures, verdict, hasSatisfaction, contenders }
}

function costDifference(own: Evaluated, other: Evaluated): Difference | null {
  if (!own.cost.estimate || !other.cost.estimate) return null
  const { mean, low, high } = differenceOf(
    { mean: own.cost.estimate.mean, influence: own.cost.influence },
    { mean: other.cost.estimate.mean, influence: other.cost.influence },
  )
  return { mean, low, high, policy: other.figures }
}

/** Of two means from the same log. */
function differenceOf(a: Quality, b: Quality) {
  const error = Math.sqrt(varianceOf(a.influence.map((influence, at) => influence - (b.influence[at] ?? 0))))
  const mean = a.mean - b.mean
  return { mean, error, low: mean - Z_95 * error, high: mean + Z_95 * error }
}

/** By the estimate of what they would have cost for these questions, or the best guess where there is none. */
function extremes(log: readonly GradedDecision[], constants: readonly Evaluated[]) {
  const priced = log.flatMap(({ stratum, arm, costUsd }) =>
    costUsd === null ? [] : [{ stratum, arm, value: costUsd }],
  )
  const known = new Set(priced.map(({ arm }) => arm))
  const expected = fitOutcomes(priced)
  const guess = (arm: string) =>
    priced.reduce((sum, { stratum }) => sum + expected(stratum, arm), 0) / priced.length
  const ordered = constants
    .flatMap((evaluated) => {
      const key = evaluated.figures.arm && armKey(evaluated.figures.arm)
      if (key === null || !known.has(key)) return []
      return [{ evaluated, costUsd: evaluated.cost.estimate?.mean ?? guess(key) }]
    })
    .sort((a, b) => b.costUsd - a.costUsd)
    .map(({ evaluated }) => evaluated)
  if (ordered.length < 2) return { dearest: null, cheapest: null }
  return { dearest: ordered[0] ?? null, cheapest: ordered.at(-1) ?? null }
}
