import { z } from 'zod'
import { PRIORITIES } from '@/lib/vocabulary'

/** A conversation as its owner's list shows it; provider and model are the user's own choice, null when automatic. */
export const conversation = z.object({
  id: z.uuid(),
  title: z.string(),
  priority: z.enum(PRIORITIES),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  updatedAt: z.iso.datetime(),
})
export type Conversation = z.infer<typeof conversation>

/** The body of `PATCH /api/conversations/{id}`: what is left out stays; provider and model null mean automatic. */
export const conversationChange = z
  .strictObject({
    title: z.string().trim().min(1).max(200).optional(),
    priority: z.enum(PRIORITIES).optional(),
    provider: z.string().min(1).max(100).nullable().optional(),
    model: z.string().min(1).max(200).nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
  .refine(
    ({ provider, model }) => !provider === !model && (provider === undefined) === (model === undefined),
    {
      path: ['model'],
      message: 'Provider and model are given together.',
    },
  )
export type ConversationChange = z.infer<typeof conversationChange>
