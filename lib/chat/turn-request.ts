import { z } from 'zod'
import { PRIORITIES } from '@/lib/vocabulary'

/** Longest message in characters, about 25,000 tokens. */
export const MAX_MESSAGE_LENGTH = 100_000

const part = z
  .object({ type: z.string(), text: z.string().optional() })
  .refine(({ type }) => type !== 'file', 'Only text can be sent.')

const message = z
  .object({ id: z.uuid(), role: z.enum(['user', 'assistant']), parts: z.array(part).max(200) })
  .transform(({ id, role, parts }) => ({ id, role, text: parts.map(spokenText).join('') }))

const provider = z.string().min(1).max(100)
const model = z.string().min(1).max(200)

/** The body of `POST /api/chat`: the AI SDK's UI message protocol, a priority, and the user's own choice of an arm. */
export const turnRequest = z
  .object({
    id: z.uuid(),
    /** The team the conversation belongs to; the current one unless told. */
    teamId: z.uuid().optional(),
    messages: z.array(message).min(1).max(500),
    trigger: z.enum(['submit-message', 'regenerate-message']).default('submit-message'),
    /** The answer in whose place another one is asked for. */
    messageId: z.uuid().optional(),
    priority: z.enum(PRIORITIES).default('balanced'),
    provider: provider.nullish(),
    model: model.nullish(),
    /** What the conversation goes on with, unless there is a reason to switch. */
    conversationArm: z.object({ provider, model }).nullish(),
  })
  // A transform, as it runs only when every field by itself is right.
  .transform((turn, context) => {
    const { messages, provider, model } = turn
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    const last = messages.at(-1)
    const at = ['messages', messages.length - 1]
    if (last?.role !== 'user') refuse([...at, 'role'], 'The last message must be the user’s.')
    else if (last.text.trim() === '') refuse([...at, 'parts'], 'The message is empty.')
    else if (last.text.length > MAX_MESSAGE_LENGTH) {
      refuse([...at, 'parts'], `A message may have at most ${MAX_MESSAGE_LENGTH} characters.`)
    }
    if (!provider !== !model)
      refuse([provider ? 'model' : 'provider'], 'Provider and model are given together.')
    return turn
  })
export type TurnRequest = z.output<typeof turnRequest>
export type SpokenMessage = TurnRequest['messages'][number]

/** Reasoning and step marks are the model's own business; only what was said goes back to it. */
function spokenText(part: { type: string; text?: string | undefined }): string {
  return part.type === 'text' ? (part.text ?? '') : ''
}
