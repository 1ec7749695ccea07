import { expect, test } from 'vitest'
import { newTurn, questionEvents } from '@/lib/chat/turn'
import { turnRequest } from '@/lib/chat/turn-request'

const id = '0198c0de-0000-7000-8000-000000000001'
const messages = [{ id, role: 'user', parts: [{ type: 'text', text: 'Hello' }] }]
const conversationOf = (body: object) =>
  questionEvents(newTurn(turnRequest.parse({ id, messages, ...body }), id, id, new Date()))[0]

test('A35 a conversation begins with the model that its user chose, or with none', () => {
  const chosen = { provider: 'openai', model: 'gpt-5.5' }
  expect(conversationOf(chosen)).toMatchObject(chosen)
  expect(conversationOf({})).toMatchObject({ provider: null, model: null })
})
