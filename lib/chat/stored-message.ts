import { z } from 'zod'
import type { ChatMessage, ShownDecision } from '@/lib/chat/chat-message'
import { instant } from '@/lib/chat/conversation-row'
import { type Arm, OUTCOMES } from '@/lib/vocabulary'

const row = z
  .object({
    id: z.uuid(),
    role: z.enum(['user', 'assistant']),
    content: z.string(),
    reply_to_id: z.uuid().nullable(),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    rating: z.union([z.literal(-1), z.literal(0), z.literal(1)]).default(0),
    recommendation_id: z.uuid().nullable(),
    created_at: instant,
  })
  .transform(({ reply_to_id, recommendation_id, created_at, ...rest }) => ({
    ...rest,
    replyToId: reply_to_id,
    recommendationId: recommendation_id,
    createdAt: created_at,
  }))
export type StoredMessage = z.output<typeof row>

/** A row of `messages`, or an event that waits to become one. */
export function storedMessage(value: unknown): StoredMessage {
  return row.parse(value)
}

/** As the browser shows it. @param arms the candidates of today, for answers whose decision was not kept */
export function shownMessage(
  message: StoredMessage,
  decision: ShownDecision | null,
  arms: readonly (Arm & { simulated: boolean })[],
): ChatMessage {
  const { id, role, content, provider, model, outcome, rating } = message
  const shown: ChatMessage = { id, role, parts: content === '' ? [] : [{ type: 'text', text: content }] }
  if (!provider || !model) return shown
  const known = [...(decision?.candidates ?? []), ...arms]
  const simulated = known.find((arm) => arm.provider === provider && arm.model === model)?.simulated ?? false
  return { ...shown, metadata: { provider, model, simulated, outcome, rating, decision } }
}
