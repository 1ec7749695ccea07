import { type ShownDecision, shownDecision } from '@/lib/chat/chat-message'
import type { Turn } from '@/lib/chat/turn'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { RankedModel, Recommendation } from '@/lib/recommender/recommend'
import type { RecommendationEvent } from '@/lib/tracking/event'
import { isSameArm } from '@/lib/vocabulary'

/** The decision behind an answer as it is kept, to be shown again and to be graded. @param arms the candidates */
export function decisionEvent(
  turn: Turn,
  recommendation: Recommendation,
  arms: readonly CandidateArm[],
): RecommendationEvent {
  const candidate = ({ provider, model, confidence, metrics }: RankedModel) => {
    const simulated = arms.some((arm) => isSameArm(arm, { provider, model }) && arm.simulated)
    return { provider, model, simulated, confidence, metrics }
  }
  return {
    kind: 'recommendation',
    team_id: turn.teamId,
    id: turn.recommendationId,
    created_at: turn.receivedAt.toISOString(),
    user_id: turn.userId,
    conversation_id: turn.conversationId,
    message_id: turn.answerId,
    task_type: recommendation.taskType,
    task_complexity: recommendation.complexity,
    priority: recommendation.priority,
    chosen_by: recommendation.chosenBy,
    provider: recommendation.provider,
    model: recommendation.model,
    confidence: recommendation.confidence,
    // Evidence and rules leave nothing to chance.
    explored: false,
    draw: null,
    probability: 1,
    predicted_success: recommendation.predictedSuccess,
    predicted_satisfaction: recommendation.predictedSatisfaction,
    predicted_latency_ms: null,
    predicted_cost_usd: null,
    default_provider: null,
    default_model: null,
    reason: recommendation.reason.slice(0, 2000),
    candidates: [recommendation, ...recommendation.alternatives].map(candidate),
  }
}

type DecisionRow = { [column: string]: unknown }

/** A decision, just made or read back from its row, as the user sees it; null for a row of an older shape. */
export function decisionShown(row: DecisionRow): ShownDecision | null {
  const { reason, confidence, priority, candidates } = row
  const parsed = shownDecision.safeParse({
    chosenBy: row.chosen_by,
    reason,
    confidence,
    taskType: row.task_type,
    taskComplexity: row.task_complexity,
    priority,
    candidates,
  })
  return parsed.success ? parsed.data : null
}
