import type { SpokenMessage } from '@/lib/chat/turn-request'

/** In messages. */
export const HISTORY_LENGTH = 40
const MAX_CHARACTERS = 200_000

/**
 * What a model gets to read: the newest messages that fit, the last one always, starting with the user.
 * Answers that never came are left out.
 */
export function history(messages: SpokenMessage[]): { role: 'user' | 'assistant'; content: string }[] {
  const kept: SpokenMessage[] = []
  let characters = 0
  for (const message of messages.toReversed()) {
    characters += message.text.length
    if (kept.length > 0 && (kept.length === HISTORY_LENGTH || characters > MAX_CHARACTERS)) break
    if (message.text.trim() !== '') kept.push(message)
  }
  kept.reverse()
  const start = kept.findIndex(({ role }) => role === 'user')
  return kept.slice(start).map(({ role, text }) => ({ role, content: text }))
}
