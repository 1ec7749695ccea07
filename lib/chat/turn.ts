import { v7 } from 'uuid'
import { titleOf } from '@/lib/chat/title-of'
import type { TurnRequest } from '@/lib/chat/turn-request'
import type { ConversationEvent, MessageEvent } from '@/lib/tracking/event'
import type { Arm, Outcome, Priority } from '@/lib/vocabulary'

/** Of a stored message, in characters. */
const MAX_LENGTH = 1_000_000

/** One question and the answer to come; all ids are made before anything is stored. */
export type Turn = {
  teamId: string
  userId: string
  conversationId: string
  questionId: string
  question: string
  answerId: string
  recommendationId: string
  priority: Priority
  /** The user's own choice. */
  wish: Arm | null
  /** What answered last, when nobody had asked for it. Not checked. */
  conversationArm: Arm | null
  /** The answer that the user has just read: the one before the question, or the one asked for again. Not checked. */
  earlierAnswerId: string | null
  /** Another answer to a question that has one. */
  isAgain: boolean
  receivedAt: Date
}

export function newTurn(request: TurnRequest, teamId: string, userId: string, receivedAt: Date): Turn {
  const { id, messages, priority, provider, model, conversationArm, trigger, messageId } = request
  const question = messages.at(-1)
  const before = messages.at(-2)
  const isAgain = trigger === 'regenerate-message'
  if (!question) throw new Error('A turn needs a question; the schema of the request sees to it.')
  return {
    teamId,
    userId,
    conversationId: id,
    questionId: question.id,
    question: question.text,
    answerId: v7(),
    recommendationId: v7(),
    priority,
    wish: provider && model ? { provider, model } : null,
    conversationArm: conversationArm ?? null,
    earlierAnswerId: (isAgain ? messageId : before?.role === 'assistant' ? before.id : null) ?? null,
    isAgain,
    receivedAt,
  }
}

/** What is known when the question arrives. Those that are stored already, as when an answer is asked for again, stay. */
export function questionEvents(turn: Turn): [ConversationEvent, MessageEvent] {
  const created_at = turn.receivedAt.toISOString()
  const { teamId, userId, conversationId, priority, wish, question } = turn
  return [
    {
      kind: 'conversation',
      team_id: teamId,
      id: conversationId,
      user_id: userId,
      title: titleOf(question),
      priority,
      provider: wish?.provider ?? null,
      model: wish?.model ?? null,
      created_at,
    },
    {
      ...messageOf(turn),
      id: turn.questionId,
      role: 'user',
      content: question,
      created_at,
    },
  ]
}

type Answer = { text: string; outcome: Outcome; arm: Arm; isDecisionKept: boolean }

/** The answer, whole or as far as it came. */
export function answerEvent(turn: Turn, { text, outcome, arm, isDecisionKept }: Answer): MessageEvent {
  return {
    ...messageOf(turn),
    id: turn.answerId,
    role: 'assistant',
    content: text.slice(0, MAX_LENGTH),
    reply_to_id: turn.questionId,
    provider: arm.provider,
    model: arm.model,
    outcome,
    recommendation_id: isDecisionKept ? turn.recommendationId : null,
    // Messages are read back in order of time; the answer comes after its question, also when both take no time.
    created_at: new Date(turn.receivedAt.getTime() + 1).toISOString(),
  }
}

function messageOf(turn: Turn) {
  return {
    kind: 'message' as const,
    team_id: turn.teamId,
    conversation_id: turn.conversationId,
    user_id: turn.userId,
    reply_to_id: null,
    provider: null,
    model: null,
    outcome: null,
    recommendation_id: null,
  }
}
