import { z } from 'zod'

/** The body of `POST /api/analytics/models/signals`: what only the browser knows. */
export const signalRequest = z.strictObject({
  conversationId: z.uuid(),
  messageId: z.uuid(),
  signal: z.literal('copied', { error: 'must be copied' }),
})
export type SignalRequest = z.output<typeof signalRequest>
