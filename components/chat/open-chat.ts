import { Chat } from '@ai-sdk/react'
import { DefaultChatTransport } from 'ai'
import { v7 } from 'uuid'
import type { ChatMessage } from '@/lib/chat/chat-message'
import { HISTORY_LENGTH } from '@/lib/chat/history'
import type { Arm } from '@/lib/vocabulary'

const transport = new DefaultChatTransport<ChatMessage>({
  api: '/api/chat',
  prepareSendMessagesRequest: ({ id, messages, trigger, messageId, body }) => ({
    body: {
      ...body,
      id,
      trigger,
      messageId,
      messages: messages.slice(-HISTORY_LENGTH).map(withTextOnly),
      conversationArm: trigger === 'submit-message' ? conversationArm(messages) : null,
    },
  }),
})

/**
 * Chats of this tab: an answer goes on while the reader looks at another conversation, and the Back button, which
 * shows a page as it was first loaded, still shows what was said since.
 */
const openChats = new Map<string, Chat<ChatMessage>>()

export function openChat(id: string, stored: ChatMessage[]): Chat<ChatMessage> {
  const open = openChats.get(id)
  if (open && (isAnswering(open) || open.messages.length >= stored.length)) return open
  const chat = new Chat<ChatMessage>({ id, messages: stored, generateId: () => v7(), transport })
  // The server renders for many people and must not keep anybody's chat.
  if (typeof window !== 'undefined') openChats.set(id, chat)
  return chat
}

/** Whether something was said in it in this tab. */
export function isChatOpen(id: string): boolean {
  return (openChats.get(id)?.messages.length ?? 0) > 0
}

/** To be called when a conversation is deleted. */
export function closeChat(id: string): void {
  void openChats.get(id)?.stop()
  openChats.delete(id)
}

function isAnswering({ status }: Chat<ChatMessage>): boolean {
  return status === 'submitted' || status === 'streaming'
}

/** What the conversation goes on with: the arm of its last answer, unless the user had asked for it or it failed. */
function conversationArm(messages: readonly ChatMessage[]): Arm | null {
  const last = messages.findLast(({ role }) => role === 'assistant')?.metadata
  if (last?.outcome !== 'ok' || !last.decision || last.decision.chosenBy === 'user') return null
  return { provider: last.provider, model: last.model }
}

function withTextOnly({ id, role, parts }: ChatMessage) {
  return { id, role, parts: parts.filter(({ type }) => type === 'text') }
}
