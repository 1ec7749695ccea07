import { v7 } from 'uuid'
import { z } from 'zod'

const chunk = z.object({
  type: z.string(),
  messageId: z.string().optional(),
  delta: z.string().optional(),
  errorText: z.string().optional(),
})

export type ChatAnswer = {
  status: number
  conversationId: string
  /** Of the answer. */
  messageId: string
  text: string
  errorText: string | null
}

type Asked = {
  appUrl: string
  cookie: string
  conversationId?: string
  /** In place of the first question of a conversation, and what else the request may say. */
  turn?: object
  signal?: AbortSignal
}

/** Asks the app as its own page would and reads the answer to its end, or to where `signal` cuts it off. */
export async function ask(asked: Asked): Promise<ChatAnswer> {
  const { appUrl, cookie, conversationId = v7(), turn = {}, signal } = asked
  const answer: ChatAnswer = { status: 0, conversationId, messageId: '', text: '', errorText: null }
  const response = await fetch(`${appUrl}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({
      id: conversationId,
      messages: [{ id: v7(), role: 'user', parts: [{ type: 'text', text: 'Sort a list in Python.' }] }],
      ...turn,
    }),
    ...(signal && { signal }),
  })
  answer.status = response.status
  for (const line of (await response.text()).split('\n')) {
    if (!line.startsWith('data: {')) continue
    const { messageId, delta, errorText } = chunk.parse(JSON.parse(line.slice(6)))
    answer.messageId ||= messageId ?? ''
    answer.text += delta ?? ''
    answer.errorText ??= errorText ?? null
  }
  return answer
}

type AnswerOnItsWay = { conversationId: string; messageId: string; leave(): void }

/** Asks and reads the first words; the answer goes on until the reader leaves. */
export async function beginToAsk(asked: Omit<Asked, 'signal' | 'turn'>): Promise<AnswerOnItsWay> {
  const conversationId = asked.conversationId ?? v7()
  const leaving = new AbortController()
  const response = await fetch(`${asked.appUrl}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: asked.cookie },
    body: JSON.stringify({
      id: conversationId,
      messages: [{ id: v7(), role: 'user', parts: [{ type: 'text', text: 'Tell me a long story.' }] }],
    }),
    signal: leaving.signal,
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let seen = ''
  while (reader && !seen.includes('text-delta')) {
    const { done, value } = await reader.read()
    if (done) break
    seen += value
  }
  const messageId = /"messageId":"([^"]+)"/.exec(seen)?.[1] ?? ''
  return { conversationId, messageId, leave: () => leaving.abort() }
}

/** Asks and goes away as soon as the first words have come, like a closed tab; answers with the conversation. */
export async function askAndLeave(asked: Omit<Asked, 'signal' | 'turn'>): Promise<string> {
  const { conversationId, leave } = await beginToAsk(asked)
  leave()
  return conversationId
}
