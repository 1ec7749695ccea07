import type { ConversationEvent, FeedbackEvent, MessageEvent } from '@/lib/tracking/event'
import type { Chat } from './chats'
import type { Dice } from './dice'
import { type DemoCall, simulateRequest } from './simulate-request'
import { armWeights } from './story'

type Owner = { now: Date; teamId: string; userId: string }
type Turn = Chat['turns'][number]
type TalkedTurn = { calls: DemoCall[]; messages: MessageEvent[]; feedback: FeedbackEvent[]; endedAt: Date }
export type Talks = { conversations: ConversationEvent[] } & Omit<TalkedTurn, 'endedAt'>

const RATED_SHARE = 0.35
const READING_MS = 40_000

/**
 * A person's conversations with texts; their calls and thumbs agree with the messages.
 * @param moments when people of the team are at work, in order: the last third of them is used.
 */
export function generateChats(
  dice: Dice,
  owner: Owner,
  chats: readonly Chat[],
  moments: readonly Date[],
): Talks {
  const recent = moments.slice(-Math.ceil(moments.length / 3))
  const begins = chats.map((_, index) => recent[Math.floor(((index + 0.5) / chats.length) * recent.length)])
  const talks = chats.map((chat, index) => generateChat(dice, owner, chat, begins[index] ?? owner.now))
  return {
    conversations: talks.flatMap(({ conversations }) => conversations),
    calls: talks.flatMap(({ calls }) => calls),
    messages: talks.flatMap(({ messages }) => messages),
    feedback: talks.flatMap(({ feedback }) => feedback),
  }
}

function generateChat(dice: Dice, owner: Owner, { title, turns }: Chat, begin: Date): Talks {
  const id = dice.id(begin)
  const talked: TalkedTurn[] = []
  for (const turn of turns) {
    const last = talked.at(-1)
    const at = last ? new Date(last.endedAt.getTime() + READING_MS) : begin
    const next = generateTurn(dice, owner, id, turn, at)
    // A turn that would end after now has not happened yet.
    if (next.endedAt >= owner.now) break
    talked.push(next)
  }
  const conversation: ConversationEvent = {
    kind: 'conversation',
    team_id: owner.teamId,
    id,
    user_id: owner.userId,
    title,
    priority: 'balanced',
    created_at: begin.toISOString(),
  }
  return {
    conversations: talked.length > 0 ? [conversation] : [],
    calls: talked.flatMap(({ calls }) => calls),
    messages: talked.flatMap(({ messages }) => messages),
    feedback: talked.flatMap(({ feedback }) => feedback),
  }
}

function generateTurn(dice: Dice, owner: Owner, conversationId: string, turn: Turn, at: Date): TalkedTurn {
  const [questionId, answerId] = [dice.id(at), dice.id(at)]
  const { calls, answer } = answeredCalls(dice, owner, conversationId, turn, at, answerId)
  const endedAt = new Date(Date.parse(answer.timestamp) + (answer.response_time_ms ?? 0))
  const said = {
    kind: 'message',
    team_id: owner.teamId,
    conversation_id: conversationId,
    user_id: owner.userId,
    recommendation_id: null,
  } as const
  const question: MessageEvent = {
    ...said,
    id: questionId,
    role: 'user',
    content: turn.question,
    reply_to_id: null,
    provider: null,
    model: null,
    outcome: null,
    created_at: at.toISOString(),
  }
  const reply: MessageEvent = {
    ...said,
    id: answerId,
    role: 'assistant',
    content: turn.answer,
    reply_to_id: questionId,
    provider: answer.provider,
    model: answer.model,
    outcome: 'ok',
    created_at: endedAt.toISOString(),
  }
  return {
    // The thumb is an event of its own; it reaches the call through the database, as everybody's does.
    calls: calls.map((call) => ({ ...call, user_rating: 0 })),
    messages: [question, reply],
    feedback: answer.user_rating === 0 ? [] : [thumb(dice, reply, answer.user_rating, endedAt)],
    endedAt,
  }
}

function thumb(dice: Dice, reply: MessageEvent, rating: 1 | -1, at: Date): FeedbackEvent {
  return {
    kind: 'feedback',
    team_id: reply.team_id,
    id: dice.id(at),
    user_id: reply.user_id,
    conversation_id: reply.conversation_id,
    message_id: reply.id,
    rating,
    comment: rating < 0 ? 'Not what I asked for.' : null,
    created_at: at.toISOString(),
  }
}

/** Draws until the request ends well: what is written in the chat has its answer. */
function answeredCalls(
  dice: Dice,
  { now, teamId, userId }: Owner,
  conversationId: string,
  { taskType, complexity }: Turn,
  at: Date,
  answerId: string,
): { calls: DemoCall[]; answer: DemoCall } {
  for (;;) {
    const calls = simulateRequest(dice, {
      at,
      now,
      arm: dice.pick(armWeights(taskType, at, now)),
      taskType,
      complexity,
      ratedShare: RATED_SHARE,
      shared: {
        team_id: teamId,
        user_id: userId,
        feature: 'chat',
        project_id: null,
        conversation_id: conversationId,
        message_id: answerId,
        recommendation_id: null,
      },
    })
    const answer = calls.at(-1)
    if (answer?.outcome === 'ok') return { calls, answer }
  }
}
