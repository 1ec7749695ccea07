import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { newTurn } from '@/lib/chat/turn'
import { turnRequest } from '@/lib/chat/turn-request'
import { turnSignals } from '@/lib/chat/turn-signals'

const [id, answer] = [v7(), v7()]
const said = (text: string, role = 'user', messageId = v7()) => ({
  id: messageId,
  role,
  parts: [{ type: 'text', text }],
})
const signalsOf = (...[messages, more]: [object[], object?]) =>
  turnSignals(newTurn(turnRequest.parse({ id, messages, ...more }), id, id, new Date())).map(
    ({ signal, message_id, provider, model }) => ({ signal, message_id, provider, model }),
  )

const talk = (question: string) => [said('Hello'), said('Hi.', 'assistant', answer), said(question)]
const none = { message_id: answer, provider: null, model: null }
const chosen = { provider: 'openai', model: 'gpt-5.5' }

test('A39 a question that follows says nothing by itself', () => {
  expect(signalsOf(talk('And in winter?'))).toEqual([])
})

test('A39 thanks go to the answer before them', () => {
  expect(signalsOf(talk('Thanks, that works!'))).toEqual([{ ...none, signal: 'thanked' }])
})

test('A39 a model of the user’s own is held against the answer before', () => {
  expect(signalsOf(talk('And in winter?'), chosen)).toEqual([{ ...none, ...chosen, signal: 'switched' }])
})

test('A39 an answer asked for again, by another model or by none in particular', () => {
  const again = { trigger: 'regenerate-message', messageId: answer }
  expect(signalsOf([said('Thanks!')], again)).toEqual([{ ...none, signal: 'regenerated' }])
  expect(signalsOf([said('Hello')], { ...again, ...chosen })).toEqual([
    { ...none, signal: 'regenerated' },
    { ...none, ...chosen, signal: 'switched' },
  ])
})

test('A39 nothing is said of an answer that is not there, or not the one just read', () => {
  expect(signalsOf([said('Thanks!')], chosen)).toEqual([])
  expect(signalsOf([said('Hello')], { ...chosen, trigger: 'regenerate-message' })).toEqual([])
  expect(signalsOf([said('Hi.', 'assistant'), said('Lost'), said('Thanks!')], chosen)).toEqual([])
})
