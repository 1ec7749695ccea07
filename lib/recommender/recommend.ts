import { Beliefs } from '@/lib/recommender/beliefs'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import { chancesWithin } from '@/lib/recommender/chances'
import { type Prospects, prospects } from '@/lib/recommender/decide'
import type { Evidence } from '@/lib/recommender/evidence'
import { type Choice, explain } from '@/lib/recommender/explain'
import { reasonToSwitch } from '@/lib/recommender/keep-model'
import { compareArms, rankByRules } from '@/lib/recommender/model-selector'
import { NoCandidatesError } from '@/lib/recommender/no-candidates-error'
import { drawn, qualityOf } from '@/lib/recommender/policy'
import { type RecommendationMetrics, recordMetrics } from '@/lib/recommender/record-metrics'
import type { TaskContext } from '@/lib/recommender/task-context'
import { ENOUGH_CALLS, type TaskRecord, taskRecord } from '@/lib/recommender/task-record'
import {
  type Arm,
  type Complexity,
  type Decider,
  isSameArm,
  type Priority,
  type TaskType,
} from '@/lib/vocabulary'

export type RecommendInput = {
  context: TaskContext
  taskType: TaskType
  complexity: Complexity
  priority: Priority
  /** The arms that can be called now. */
  candidates: readonly CandidateArm[]
  evidence: Evidence
  /** Milliseconds since 1970. */
  now: number
  /** The uniform number that decides where the policy leaves it to chance, 0 ≤ draw < 1. */
  draw: number
}

export type RankedModel = Arm & {
  label: string
  /** Probability that no other candidate is better by more than two points of quality, 0–100. */
  confidence: number
  metrics: RecommendationMetrics
  /** Chance 0–1 with which the policy chooses it. */
  probability: number
  /** Probability 0–1 that the call succeeds. */
  predictedSuccess: number
  /** Probability 0–1 that the answer pleases: of a thumb up, were good and bad answers rated alike. */
  predictedSatisfaction: number
  /** Null where nothing is known of its times, or prices. */
  predictedLatencyMs: number | null
  predictedP95Ms: number | null
  predictedCostUsd: number | null
}

/** What to call, why, and what else could be called (A29). */
export type Recommendation = RankedModel & {
  reason: string
  /** The other candidates, likeliest first. */
  alternatives: RankedModel[]
  chosenBy: Decider
  /** Whether it was chosen to learn, though others are likelier to be the best. */
  explored: boolean
  /** The number that decided among `ranking`; null where nothing was left to chance. */
  draw: number | null
  /** All candidates in the order that `draw` counts their probabilities in. */
  ranking: RankedModel[]
  /** What the rules alone would have chosen. */
  byRules: Arm
  taskType: TaskType
  complexity: Complexity
  priority: Priority
}

/** A candidate with all that is known of it. */
export type Prospect = {
  arm: CandidateArm
  record: TaskRecord
  expected: Prospects['expected'][number]
  model: RankedModel
}

/** As good as the best, for the confidence: within two points of quality (0–1). */
export const AS_GOOD = 0.02

/**
 * The user's wish where it can be called, else the model of the conversation unless there is a reason to switch, else what
 * the draw falls on. The order of candidates and evidence does not matter. @throws NoCandidatesError
 */
export function recommend(input: RecommendInput): Recommendation {
  const { taskType, complexity, priority, candidates, evidence, now, draw } = input
  // Where nothing tells candidates apart, the policy takes the first: then the rules decide.
  const sorted = rankByRules(candidates, taskType, complexity, priority)
  const [byRules] = sorted
  if (!byRules) throw new NoCandidatesError()
  const beliefs = Beliefs.of(evidence)
  const seen = prospects(beliefs, { taskType, complexity, priority, candidates: sorted, byRules, now })
  const best = sorted[seen.best] ?? byRules
  const ranking = likeliestFirst(prospectsOf(sorted, seen, input))
  const choice = chooseFrom(ranking, byRules, beliefs, input)
  const { chosen, chosenBy } = choice
  const isDrawn = chosenBy === 'rules' || chosenBy === 'evidence'
  const explored = isDrawn && chosen.arm !== best && chosen !== ranking[0]
  return {
    ...chosen.model,
    probability: isDrawn ? chosen.model.probability : 1,
    reason: explain({ ...choice, ranking, best, byRules, explored, beliefs, taskType, complexity, priority }),
    alternatives: ranking.filter((prospect) => prospect !== chosen).map(({ model }) => model),
    chosenBy,
    explored,
    draw: isDrawn ? draw : null,
    ranking: ranking.map(({ model }) => model),
    byRules: { provider: byRules.provider, model: byRules.model },
    taskType,
    complexity,
    priority,
  }
}

function chooseFrom(
  ranking: readonly Prospect[],
  byRules: Arm,
  beliefs: Beliefs,
  { context, taskType, draw }: RecommendInput,
): Choice {
  const find = (arm: Arm) => ranking.find((prospect) => isSameArm(prospect.arm, arm)) ?? null
  const wish = context.userPreference ?? null
  const wished = wish && find(wish)
  const missingWish = wish && !wished ? wish.model : null
  if (wished) return { chosen: wished, chosenBy: 'user', missingWish, switched: null }
  const last = context.conversationArm ?? null
  const kept = last && find(last)
  const reason = last && reasonToSwitch(kept, ranking, beliefs, taskType)
  if (kept && reason === null) return { chosen: kept, chosenBy: 'conversation', missingWish, switched: null }
  const index = drawn(
    ranking.map(({ model }) => model.probability),
    draw,
  )
  const chosen = ranking[index]
  if (!chosen) throw new NoCandidatesError()
  const isUntried = ranking.every(({ record }) => record.calls < ENOUGH_CALLS)
  return {
    chosen,
    chosenBy: isUntried && isSameArm(chosen.arm, byRules) ? 'rules' : 'evidence',
    missingWish,
    switched: last && reason !== null && !isSameArm(chosen.arm, last) ? { from: last, reason } : null,
  }
}

function prospectsOf(
  candidates: readonly CandidateArm[],
  { expected, probabilities }: Prospects,
  { evidence, taskType, complexity }: RecommendInput,
): Prospect[] {
  const confidences = chancesWithin(expected.map(qualityOf), AS_GOOD)
  return candidates.map((arm, index): Prospect => {
    const record = taskRecord(evidence.cells, arm, taskType, complexity)
    const own = expected[index] as Prospects['expected'][number]
    const model = {
      provider: arm.provider,
      model: arm.model,
      label: arm.label,
      confidence: 100 * (confidences[index] ?? 0),
      metrics: recordMetrics(record),
      probability: probabilities[index] ?? 0,
      predictedSuccess: own.success.mean,
      predictedSatisfaction: own.satisfaction.mean,
      predictedLatencyMs: own.latencyMs,
      predictedP95Ms: own.p95Ms,
      predictedCostUsd: own.costUsd,
    }
    return { arm, record, expected: own, model }
  })
}

/** By the chance to be chosen, then by what is expected, then by name. */
function likeliestFirst(prospects: readonly Prospect[]): Prospect[] {
  return prospects.toSorted(
    (a, b) =>
      b.model.probability - a.model.probability ||
      qualityOf(b.expected).mean - qualityOf(a.expected).mean ||
      compareArms(a.arm, b.arm),
  )
}
