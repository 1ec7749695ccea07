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
  const candidate = ({ label: _, ...model }: RankedModel) => ({
    ...model,
    simulated: arms.some((arm) => isSameArm(arm, model) && arm.simulated),
  })
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
    explored: recommendation.explored,
    draw: recommendation.draw,
    probability: recommendation.probability,
    predicted_success: recommendation.predictedSuccess,
    predicted_satisfaction: recommendation.predictedSatisfaction,
    predicted_latency_ms: recommendation.predictedLatencyMs,
    predicted_cost_usd: recommendation.predictedCostUsd,
    default_provider: recommendation.byRules.provider,
    default_model: recommendation.byRules.model,
    reason: recommendation.reason.slice(0, 2000),
    // In the order that the draw counts in.
    candidates: recommendation.ranking.map(candidate),
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
