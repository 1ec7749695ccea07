import type { Turn } from '@/lib/chat/turn'
import { isGratitude } from '@/lib/text/gratitude'
import type { SignalEvent } from '@/lib/tracking/event'
import type { Signal } from '@/lib/vocabulary'

/** What a new turn says of the answer before it. A choice of the same model as before is sorted out where it is stored. */
export function turnSignals(turn: Turn): SignalEvent[] {
  const { teamId, userId, conversationId, earlierAnswerId, isAgain, wish, question, receivedAt } = turn
  if (!earlierAnswerId) return []
  const event = (signal: Signal): SignalEvent => ({
    kind: 'signal',
    team_id: teamId,
    conversation_id: conversationId,
    message_id: earlierAnswerId,
    user_id: userId,
    signal,
    provider: null,
    model: null,
    created_at: receivedAt.toISOString(),
  })
  return [
    ...(isAgain ? [event('regenerated')] : []),
    ...(!isAgain && isGratitude(question) ? [event('thanked')] : []),
    ...(wish ? [{ ...event('switched'), ...wish }] : []),
  ]
}
