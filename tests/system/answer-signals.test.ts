import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, beginToAsk } from './chat-client'
import { anthropic, type RunningChat, startChat } from './start-chat'

let chat: RunningChat
let cookie: string
let strangersCookie: string

beforeAll(async () => {
  chat = await startChat(anthropic(['claude-haiku-4-5', 'claude-sonnet-5']))
  cookie = await chat.cookieOf('ada@augury.test')
  strangersCookie = await chat.cookieOf('eve@augury.test')
}, 120_000)

afterAll(() => chat?.stop())

const HAIKU = { provider: 'anthropic', model: 'claude-haiku-4-5' }
const SONNET = { provider: 'anthropic', model: 'claude-sonnet-5' }
const question = { id: v7(), role: 'user', parts: [{ type: 'text', text: 'Sort a list in Python.' }] }

/** What follows an answer as the browser would send it. */
const after = (messageId: string, text: string) => [
  question,
  { id: messageId, role: 'assistant', parts: [{ type: 'text', text: 'sorted(list)' }] },
  { id: v7(), role: 'user', parts: [{ type: 'text', text }] },
]

async function signalsOf(conversationId: string, count: number) {
  const { signals } = await chat.stored.until(conversationId, ({ signals }) => signals.length >= count)
  return signals.map(({ message_id, signal }) => [message_id, signal]).sort()
}

async function copied(conversationId: string, messageId: string, asWhom = cookie): Promise<number> {
  const response = await fetch(`${chat.app.url}/api/analytics/models/signals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: asWhom },
    body: JSON.stringify({ conversationId, messageId, signal: 'copied' }),
  })
  return response.status
}

test('A39 the server notes thanks, another model and another answer; the browser a copy', async () => {
  const asked = { appUrl: chat.app.url, cookie, conversationId: v7() }
  const first = await ask({ ...asked, turn: { messages: [question], ...HAIKU } })
  const thanks = after(first.messageId, 'Thanks, that works!')
  // The same model as before, and then another one.
  const second = await ask({ ...asked, turn: { messages: thanks, ...HAIKU } })
  const again = { trigger: 'regenerate-message', messageId: second.messageId, messages: thanks }
  const third = await ask({ ...asked, turn: { ...again, ...SONNET } })
  expect(await copied(asked.conversationId, third.messageId)).toBe(202)
  expect(await copied(asked.conversationId, third.messageId)).toBe(202)
  expect(await copied(asked.conversationId, third.messageId, strangersCookie)).toBe(404)
  expect(await copied(v7(), third.messageId)).toBe(404)
  expect(await copied(asked.conversationId, question.id)).toBe(404)
  expect(await signalsOf(asked.conversationId, 4)).toEqual(
    [
      [first.messageId, 'thanked'],
      [second.messageId, 'regenerated'],
      [second.messageId, 'switched'],
      [third.messageId, 'copied'],
    ].sort(),
  )
})

test('A39 what is said of an answer waits for it, as when it was stopped a moment ago', async () => {
  chat.provider.next('slow')
  const conversationId = v7()
  const { messageId, leave } = await beginToAsk({ appUrl: chat.app.url, cookie, conversationId })
  const turn = { messages: [question], trigger: 'regenerate-message', messageId }
  const second = await ask({ appUrl: chat.app.url, cookie, conversationId, turn })
  await chat.stored.until(conversationId, ({ messages }) =>
    messages.some(({ id }) => id === second.messageId),
  )
  leave()
  expect(await signalsOf(conversationId, 1)).toEqual([[messageId, 'regenerated']])
})
