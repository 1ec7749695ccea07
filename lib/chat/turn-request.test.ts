import { expect, test } from 'vitest'
import { MAX_MESSAGE_LENGTH, turnRequest } from '@/lib/chat/turn-request'

const id = '0198c0de-0000-7000-8000-000000000001'
const said = (text: string, role = 'user') => ({ id, role, parts: [{ type: 'text', text }] })
const wrongFields = (body: unknown) =>
  turnRequest.safeParse(body).error?.issues.map(({ path }) => path.join('.')) ?? []

test('A12 a turn of the UI message protocol is read, with defaults', () => {
  const body = { id, messages: [{ ...said('hello'), metadata: { model: 'x' } }] }
  expect(turnRequest.parse(body)).toEqual({
    id,
    messages: [{ id, role: 'user', text: 'hello' }],
    trigger: 'submit-message',
    priority: 'balanced',
  })
})

test('A12 only what was said is kept of an answer', () => {
  const parts = [{ type: 'step-start' }, { type: 'reasoning', text: 'hm' }, { type: 'text', text: 'yes' }]
  const body = { id, messages: [{ id, role: 'assistant', parts }, said('and?')] }
  expect(turnRequest.parse(body).messages[0]).toEqual({ id, role: 'assistant', text: 'yes' })
})

test.each([
  ['id', { id: '1', messages: [said('a')] }],
  ['messages', { id, messages: [] }],
  ['messages.0.role', { id, messages: [said('a', 'system')] }],
  ['messages.0.role', { id, messages: [said('a', 'assistant')] }],
  ['messages.0.parts', { id, messages: [said('  ')] }],
  ['messages.0.parts', { id, messages: [said('x'.repeat(MAX_MESSAGE_LENGTH + 1))] }],
  ['messages.0.parts.0', { id, messages: [{ id, role: 'user', parts: [{ type: 'file', url: 'data:,' }] }] }],
  ['priority', { id, messages: [said('a')], priority: 'best' }],
  ['model', { id, messages: [said('a')], provider: 'openai' }],
  ['provider', { id, messages: [said('a')], model: 'gpt-5.5' }],
])('A12 wrong input names the field: %s', (field, body) => {
  expect(wrongFields(body)).toEqual([field])
})
