import { z } from 'zod'
import { storableText } from '@/lib/text/storable-text'

/** The body of `POST /api/analytics/models/feedback` (A38). Without `messageId` the conversation's last answer is meant. */
export const feedbackRequest = z.strictObject({
  conversationId: z.uuid(),
  messageId: z.uuid().optional(),
  rating: z.union([z.literal(-1), z.literal(0), z.literal(1)], { error: 'must be 1, -1 or 0' }),
  comment: z.string().trim().max(2000).transform(storableText).optional(),
})
export type FeedbackRequest = z.output<typeof feedbackRequest>
