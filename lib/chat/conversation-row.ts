import { z } from 'zod'
import { PRIORITIES } from '@/lib/vocabulary'

export const CONVERSATION_COLUMNS = 'id, title, priority, provider, model, updated_at'

/** Times look different on different servers of the data API. */
export const instant = z.string().transform((text) => new Date(text).toISOString())

const row = z
  .object({
    id: z.uuid(),
    title: z.string(),
    priority: z.enum(PRIORITIES),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    updated_at: instant,
  })
  .transform(({ updated_at, ...rest }) => ({ ...rest, updatedAt: updated_at }))

/** A row of `CONVERSATION_COLUMNS`. */
export function conversationOf(value: unknown): z.output<typeof row> {
  return row.parse(value)
}
