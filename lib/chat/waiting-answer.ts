import 'server-only'
import type { MessageEvent } from '@/lib/tracking/event'
import { waitingMessage, waitingMessages } from '@/lib/tracking/tracker'

type Wanted = { conversationId: string; messageId?: string | undefined }

/** An answer to the user that waits to be stored; without `messageId` the last one, as what waits is newer than anything stored. */
export function waitingAnswer(userId: string, { conversationId, messageId }: Wanted): MessageEvent | null {
  const message = messageId
    ? waitingMessage(messageId, userId)
    : waitingMessages(conversationId, userId).findLast(({ role }) => role === 'assistant')
  return message?.role === 'assistant' && message.conversation_id === conversationId ? message : null
}
