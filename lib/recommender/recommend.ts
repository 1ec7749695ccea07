import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import { confidence } from '@/lib/recommender/confidence'
import type { EvidenceCell } from '@/lib/recommender/evidence'
import { explain } from '@/lib/recommender/explain'
import { NoCandidatesError } from '@/lib/recommender/no-candidates-error'
import { type RankedArm, rank } from '@/lib/recommender/rank'
import type { RecommendationMetrics } from '@/lib/recommender/record-metrics'
import type { TaskContext } from '@/lib/recommender/task-context'
import { type Arm, type Complexity, isSameArm, type Priority, type TaskType } from '@/lib/vocabulary'

export type RecommendInput = {
  context: TaskContext
  taskType: TaskType
  complexity: Complexity
  priority: Priority
  /** The arms that can be called now. */
  candidates: readonly CandidateArm[]
  evidence: readonly EvidenceCell[]
}

export type RankedModel = Arm & {
  label: string
  /** A32, 0–100. */
  confidence: number
  metrics: RecommendationMetrics
}

/** What to call, why, and what else could be called (A29). */
export type Recommendation = RankedModel & {
  reason: string
  /** The other candidates, best first. */
  alternatives: RankedModel[]
  chosenBy: 'user' | 'rules' | 'evidence'
  taskType: TaskType
  complexity: Complexity
  priority: Priority
  /** Probability 0–1 that the call succeeds; null without a call to learn from. */
  predictedSuccess: number | null
  /** Probability 0–1 of a thumb up, should the answer be rated; null without a rating to learn from. */
  predictedSatisfaction: number | null
}

/** The user's wish where it can be called, else the best of the ranking. @throws NoCandidatesError */
export function recommend(input: RecommendInput): Recommendation {
  const { context, taskType, complexity, priority } = input
  const ranking = rank(input)
  const wish = context.userPreference ?? null
  const wished = wish && ranking.arms.find(({ arm }) => isSameArm(arm, wish))
  const chosen = wished ?? ranking.arms[0]
  if (!chosen) throw new NoCandidatesError()
  const chosenBy = wished ? 'user' : ranking.decidedBy
  const missingWish = wish && !wished ? wish.model : null
  return {
    ...rankedModel(chosen),
    reason: explain({ chosen, chosenBy, ranking, taskType, complexity, priority, missingWish }),
    alternatives: ranking.arms.filter((ranked) => ranked !== chosen).map(rankedModel),
    chosenBy,
    taskType,
    complexity,
    priority,
    ...predictions(chosen),
  }
}

function rankedModel({ arm, metrics }: RankedArm): RankedModel {
  const { provider, model, label } = arm
  return {
    provider,
    model,
    label,
    confidence: confidence({ calls: metrics.sampleSize, ...metrics }),
    metrics,
  }
}

function predictions({ record }: RankedArm) {
  return {
    predictedSuccess: expectedShare(record.successes, record.calls),
    predictedSatisfaction: expectedShare(record.thumbsUp, record.thumbsUp + record.thumbsDown),
  }
}

/** Posterior mean under Jeffreys' prior: five of five is 0.92, not certainty. */
function expectedShare(hits: number, total: number): number | null {
  return total === 0 ? null : (hits + 0.5) / (total + 1)
}
