import { readUIMessageStream, type UIMessageChunk } from 'ai'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { readChatFailure } from '@/lib/chat/chat-failure'
import type { ChatMessage } from '@/lib/chat/chat-message'
import { streamAnswer } from '@/lib/chat/stream-answer'
import { priceOf } from '@/lib/pricing/price-of'
import type { CallEvent } from '@/lib/tracking/event'
import type { Outcome } from '@/lib/vocabulary'
import { type WireServer, wireServer } from '@/tests/wire-server'

const TEAM = '0198c0de-0000-7000-8000-000000000001'
const ANSWER = '0198c0de-0000-7000-8000-000000000002'
const arm = { provider: 'openai', model: 'gpt-5.5' }
const other = { provider: 'openai', model: 'gpt-5.4' }
const elsewhere = { provider: 'anthropic', model: 'claude-sonnet-5' }

let wire: WireServer
beforeAll(async () => {
  wire = await wireServer()
  vi.stubEnv('OPENAI_API_KEY', 'sk-proj-abcdef0123456789')
  vi.stubEnv('OPENAI_BASE_URL', wire.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await wire.close()
})
beforeEach(() => {
  vi.stubEnv('AUGURY_ANSWER_START_MS', '60000')
  vi.stubEnv('AUGURY_ANSWER_PAUSE_MS', '60000')
})

type Ended = { text: string; outcome: Outcome }

function ask(signal = new AbortController().signal) {
  const calls: CallEvent[] = []
  const ends: Ended[] = []
  const response = streamAnswer({
    messages: [{ role: 'user', content: 'Say hello to the world' }],
    context: {
      teamId: TEAM,
      userId: null,
      requestId: TEAM,
      arm,
      taskType: 'coding',
      taskComplexity: 'simple',
      feature: 'chat',
      source: 'chat',
      messageId: ANSWER,
    },
    priceOf,
    metadata: { ...arm, simulated: false, outcome: null, rating: 0, decision: null },
    alternatives: [other, elsewhere],
    signal,
    onCall: (call) => calls.push(call),
    onEnd: (end) => ends.push(end),
  })
  return { response, calls, ends }
}

/** What the browser's chat makes of the answer. */
async function received(response: Response) {
  const text = await response.text()
  const chunks = text
    .split('\n\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line): UIMessageChunk => JSON.parse(line.slice('data: '.length)))
  const errors: Error[] = []
  let message: ChatMessage | undefined
  const stream = readUIMessageStream<ChatMessage>({
    stream: new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk)
        controller.close()
      },
    }),
    onError: (error) => {
      if (error instanceof Error) errors.push(error)
    },
  })
  for await (const state of stream) message = state
  return { message, failure: errors[0] && readChatFailure(errors[0]), text }
}

test('A12 an answer reaches the browser with its id, its model and how it ended, and is kept once', async () => {
  const { response, calls, ends } = ask()
  const { message, failure } = await received(response)
  expect(message).toMatchObject({ id: ANSWER, role: 'assistant', metadata: { ...arm, outcome: 'ok' } })
  expect(failure).toBeUndefined()
  expect(calls.map(({ outcome }) => outcome)).toEqual(['ok'])
  expect(ends).toHaveLength(1)
  expect(ends[0]?.outcome).toBe('ok')
  expect(ends[0]?.text.length).toBeGreaterThan(0)
  expect(message?.parts.find((part) => part.type === 'text')).toMatchObject({ text: ends[0]?.text })
})

test('A12 an answer after refused attempts is one answer of several calls', async () => {
  wire.next(429, 429)
  const { response, calls, ends } = ask()
  const { failure } = await received(response)
  expect(failure).toBeUndefined()
  expect(calls.map(({ outcome }) => outcome)).toEqual(['error', 'error', 'ok'])
  expect(ends.map(({ outcome }) => outcome)).toEqual(['ok'])
})

test.each([
  ['too many requests', [429, 429, 429], /too many requests/],
  ['a stream that is not JSON', ['malformed'], /cannot be read/],
  ['a failure in the stream', ['failing'], /Its provider/],
  ['a stream that breaks off', ['cut'], /broke off/],
  ['a broken connection', ['reset'], /./],
] as const)(
  'A12 the browser learns of %s, which model it was, and what to try',
  async (_, behaviours, words) => {
    wire.next(...behaviours)
    const { response, calls, ends } = ask()
    const { message, failure, text } = await received(response)
    expect(failure?.failed).toEqual(arm)
    expect(failure?.alternatives).toHaveLength(2)
    expect(failure?.message).toMatch(words)
    expect(text).not.toMatch(/sk-proj|127\.0\.0\.1/)
    expect(message?.metadata?.outcome).toBe('error')
    expect(calls.at(-1)?.outcome).toBe('error')
    expect(ends.map(({ outcome }) => outcome)).toEqual(['error'])
  },
)

test('A12 where a whole provider fails, another one is to be tried first', async () => {
  wire.next(401)
  const { failure } = await received(ask().response)
  expect(failure).toMatchObject({ failed: arm, alternatives: [elsewhere, other] })
  expect(failure?.message).toMatch(/refused the key/)
})

test.each(['hanging', 'stalling'] as const)('A12 a %s provider ends as a time-out', async (behaviour) => {
  vi.stubEnv('AUGURY_ANSWER_START_MS', '150')
  vi.stubEnv('AUGURY_ANSWER_PAUSE_MS', '150')
  wire.next(behaviour)
  const { response, calls, ends } = ask()
  const { message, failure } = await received(response)
  expect(failure?.message).toMatch(/too long/)
  expect(message?.metadata?.outcome).toBe('timeout')
  expect(calls.map(({ outcome }) => outcome)).toEqual(['timeout'])
  expect(ends.map(({ outcome }) => outcome)).toEqual(['timeout'])
})

test('A12 a stop by the user keeps what was said so far', async () => {
  wire.next('slow')
  const stop = new AbortController()
  const { response, calls, ends } = ask(stop.signal)
  const reader = response.body?.getReader()
  let seen = ''
  while (!seen.includes('text-delta')) seen += new TextDecoder().decode((await reader?.read())?.value)
  stop.abort()
  while (!(await reader?.read())?.done);
  expect(calls.map(({ outcome }) => outcome)).toEqual(['stopped'])
  expect(ends.map(({ outcome }) => outcome)).toEqual(['stopped'])
  expect(ends[0]?.text.length).toBeGreaterThan(0)
})

test('A12 a closed tab ends the call and keeps what was said so far, without a signal too', async () => {
  wire.next('slow')
  const { response, calls, ends } = ask()
  const reader = response.body?.getReader()
  let seen = ''
  while (!seen.includes('text-delta')) seen += new TextDecoder().decode((await reader?.read())?.value)
  await reader?.cancel()
  await vi.waitFor(() => expect(calls.map(({ outcome }) => outcome)).toEqual(['stopped']))
  expect(ends.map(({ outcome }) => outcome)).toEqual(['stopped'])
  expect(ends[0]?.text.length).toBeGreaterThan(0)
})
