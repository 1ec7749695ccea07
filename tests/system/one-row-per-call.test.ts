import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WireBehaviour } from '../wire-server'
import { ask, askAndLeave } from './chat-client'
import { anthropic, type RunningChat, startChat } from './start-chat'

let chat: RunningChat
let cookie: string

beforeAll(async () => {
  const patience = { AUGURY_ANSWER_START_MS: '1500', AUGURY_ANSWER_PAUSE_MS: '1500' }
  chat = await startChat(anthropic(['claude-haiku-4-5', 'claude-sonnet-5'], patience))
  cookie = await chat.cookieOf('ada@augury.test')
}, 120_000)

afterAll(() => chat?.stop())

type Case = { says: string; behaviours: WireBehaviour[]; outcomes: string[]; failed: boolean }

test.each<Case>([
  { says: 'an answer', behaviours: ['ok'], outcomes: ['ok'], failed: false },
  { says: 'a wrong key', behaviours: [401], outcomes: ['error'], failed: true },
  {
    says: 'two refusals and an answer',
    behaviours: [429, 429, 'ok'],
    outcomes: ['error', 'error', 'ok'],
    failed: false,
  },
  {
    says: 'a server that keeps failing',
    behaviours: [500, 500, 500],
    outcomes: ['error', 'error', 'error'],
    failed: true,
  },
  { says: 'a malformed stream', behaviours: ['malformed'], outcomes: ['error'], failed: true },
  { says: 'a stream cut short', behaviours: ['cut'], outcomes: ['error'], failed: true },
  { says: 'a provider that never answers', behaviours: ['hanging'], outcomes: ['timeout'], failed: true },
])('A12 $says: one row per attempt', async ({ behaviours, outcomes, failed }) => {
  chat.provider.next(...behaviours)
  const answer = await ask({ appUrl: chat.app.url, cookie })
  expect(answer.status).toBe(200)
  expect(answer.errorText !== null, String(answer.errorText)).toBe(failed)
  const turns = await chat.stored.until(
    answer.conversationId,
    ({ calls, messages }) => calls.length >= outcomes.length && messages.length >= 2,
  )
  expect(turns.calls.map(({ outcome }) => outcome).sort()).toEqual(outcomes.toSorted())
  expect(new Set(turns.calls.map(({ request_id }) => request_id)).size).toBe(1)
  expect(turns.calls.every(({ team_id, user_id, message_id }) => team_id && user_id && message_id)).toBe(true)
  expect(JSON.stringify(turns)).not.toContain('sk-')
})

test('A12 a closed tab: one row, stopped, counted neither as success nor as failure', async () => {
  chat.provider.next('slow')
  const conversationId = await askAndLeave({ appUrl: chat.app.url, cookie })
  const turns = await chat.stored.until(
    conversationId,
    ({ calls, messages }) => calls.length > 0 && messages.length > 1,
  )
  expect(turns.calls).toMatchObject([{ outcome: 'stopped', success: null, usage_estimated: true }])
  expect(turns.messages.find(({ role }) => role === 'assistant')).toMatchObject({ outcome: 'stopped' })
})

test('A12 a reload in the middle of an answer shows what had come of it', async () => {
  chat.provider.next('slow')
  const conversationId = await askAndLeave({ appUrl: chat.app.url, cookie })
  const page = await fetch(`${chat.app.url}/chat/${conversationId}`, { headers: { cookie } })
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(html).toContain('Stopped')
  expect(html).not.toContain('This question has no answer yet')
})

test('A14 cost and performance share the conversation', async () => {
  const answer = await ask({ appUrl: chat.app.url, cookie })
  const { calls } = await chat.stored.until(answer.conversationId, ({ calls }) => calls.length > 0)
  expect(calls).toMatchObject([{ conversation_id: answer.conversationId }])
  expect(Number(calls[0]?.cost_usd)).toBeGreaterThan(0)
  expect(calls[0]?.response_time_ms).toBeGreaterThanOrEqual(calls[0]?.time_to_first_token_ms)
})
