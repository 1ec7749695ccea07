import 'server-only'
import { Problem } from '@/lib/api/problem'
import { decisionEvent, decisionShown } from '@/lib/chat/decision'
import { history } from '@/lib/chat/history'
import { noteSignals } from '@/lib/chat/note-signals'
import { beginTurn } from '@/lib/chat/running-turns'
import { streamAnswer } from '@/lib/chat/stream-answer'
import { answerEvent, questionEvents, type Turn } from '@/lib/chat/turn'
import type { SpokenMessage } from '@/lib/chat/turn-request'
import { armsPricedBy } from '@/lib/providers/candidate-arms'
import { NoCandidatesError } from '@/lib/recommender/no-candidates-error'
import type { Recommendation } from '@/lib/recommender/recommend'
import { teamRecommender } from '@/lib/team-recommender'
import type { CallContext } from '@/lib/tracking/call-context'
import { teamPriceOf } from '@/lib/tracking/team-prices'
import { trackAiUsageSafe } from '@/lib/tracking/tracker'
import { isSameArm } from '@/lib/vocabulary'

/** An answer takes longer than this, and is priced at its end. */
const PRICES_PATIENCE_MS = 300

type TurnInput = {
  turn: Turn
  messages: SpokenMessage[]
  requestId: string
  signal: AbortSignal
  /** Off: the conversation is kept, its calls and decisions are not. */
  analyticsEnabled: boolean
}

/** Chooses a model, streams its answer, and hands everything worth keeping to the outbox, however the answer ends. */
export async function answerTurn({
  turn,
  messages,
  requestId,
  signal,
  analyticsEnabled,
}: TurnInput): Promise<Response> {
  const [recommendation, priceOf] = await Promise.all([
    recommendationFor(turn),
    teamPriceOf(turn.teamId, PRICES_PATIENCE_MS),
  ])
  const arms = armsPricedBy(priceOf)
  const decision = decisionEvent(turn, recommendation, arms)
  const { provider, model, alternatives } = recommendation
  const arm = { provider, model }
  const simulated = arms.some((candidate) => isSameArm(candidate, arm) && candidate.simulated)
  const response = streamAnswer({
    messages: history(messages),
    context: callContext(turn, recommendation, requestId, simulated),
    priceOf,
    metadata: { provider, model, simulated, outcome: null, rating: 0, decision: decisionShown(decision) },
    alternatives,
    signal,
    onCall: (call) => {
      if (analyticsEnabled) trackAiUsageSafe(call)
    },
    onEnd: ({ text, outcome }) => {
      trackAiUsageSafe(answerEvent(turn, { text, outcome, arm, isDecisionKept: analyticsEnabled }))
      end()
    },
  })
  noteSignals(turn)
  const end = beginTurn(turn.conversationId)
  // After the model was asked, so that writing to disk costs the answer no time.
  trackAiUsageSafe(...questionEvents(turn), ...(analyticsEnabled ? [decision] : []))
  return response
}

async function recommendationFor({
  teamId,
  question,
  wish,
  conversationArm,
  priority,
}: Turn): Promise<Recommendation> {
  try {
    const context = { messageContent: question, userPreference: wish, conversationArm }
    return await teamRecommender(teamId).getModelRecommendation(context, priority)
  } catch (error) {
    if (error instanceof NoCandidatesError) throw new Problem(503, error.message, { cause: error })
    throw error
  }
}

function callContext(
  turn: Turn,
  recommendation: Recommendation,
  requestId: string,
  simulated: boolean,
): CallContext & { messageId: string } {
  const { provider, model, taskType, complexity, confidence } = recommendation
  return {
    teamId: turn.teamId,
    userId: turn.userId,
    requestId,
    arm: { provider, model },
    taskType,
    taskComplexity: complexity,
    feature: 'chat',
    source: 'chat',
    conversationId: turn.conversationId,
    messageId: turn.answerId,
    recommendationId: turn.recommendationId,
    confidenceScore: confidence / 100,
    metadata: simulated ? { simulated } : {},
  }
}
