import { z } from 'zod'
import { storableText } from '@/lib/text/storable-text'
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

const text = (longest: number) =>
  z.string().transform(storableText).pipe(z.string().trim().min(1).max(longest))

/** The body of `PATCH /api/conversations/{id}`: what is left out stays; provider and model null mean automatic. */
export const conversationChange = z
  .strictObject({
    title: text(200).optional(),
    priority: z.enum(PRIORITIES).optional(),
    provider: text(100).nullable().optional(),
    model: text(200).nullable().optional(),
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
