import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { generateText, simulateReadableStream, streamText } from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { priceOf } from '@/lib/pricing/price-of'
import { type CallEvent, callEvent } from '@/lib/tracking/event'
import { trackedModel } from '@/lib/tracking/tracking-middleware'
import type { Arm } from '@/lib/vocabulary'
import { type WireBehaviour, type WireServer, wireServer } from '@/tests/wire-server'

const TEAM = '01934b2e-0000-7000-8000-000000000001'
const REQUEST = '01934b2e-0000-7000-8000-000000000002'
let wire: WireServer
beforeAll(async () => {
  wire = await wireServer()
})
afterAll(() => wire.close())
afterEach(() => {
  vi.useRealTimers()
})

type Provider = { arm: Arm; model: () => LanguageModelV4 }
const providers: Record<string, Provider> = {
  'OpenAI responses': {
    arm: { provider: 'openai', model: 'gpt-5.5' },
    model: () => createOpenAI({ apiKey: 'k', baseURL: wire.url })('gpt-5.5'),
  },
  'OpenAI chat': {
    arm: { provider: 'openai', model: 'gpt-5.5' },
    model: () => createOpenAI({ apiKey: 'k', baseURL: wire.url }).chat('gpt-5.5'),
  },
  Anthropic: {
    arm: { provider: 'anthropic', model: 'claude-sonnet-5' },
    model: () => createAnthropic({ apiKey: 'k', baseURL: wire.url })('claude-sonnet-5'),
  },
  compatible: {
    arm: { provider: 'ollama', model: 'llama-4' },
    model: () => createOpenAICompatible({ name: 'ollama', baseURL: wire.url, includeUsage: true })('llama-4'),
  },
}

function named(name: string): Provider {
  const provider = providers[name]
  if (!provider) throw new Error('no provider')
  return provider
}

function tracked({ arm, model }: Provider): { model: LanguageModelV4; calls: CallEvent[] } {
  const calls: CallEvent[] = []
  const context = {
    teamId: TEAM,
    userId: null,
    requestId: REQUEST,
    arm,
    taskType: 'coding',
    taskComplexity: 'simple',
    feature: 'chat',
    source: 'chat',
  } as const
  return { calls, model: trackedModel(model(), { context, priceOf, record: (call) => calls.push(call) }) }
}

type Request = { provider: Provider; behaviours: WireBehaviour[]; signal?: AbortSignal; timeoutMs?: number }

async function streamed({ provider, behaviours, signal, timeoutMs }: Request, onText?: () => void) {
  wire.next(...behaviours)
  const { model, calls } = tracked(provider)
  const result = streamText({
    model,
    prompt: 'Say hello to the world',
    abortSignal: signal,
    timeout: timeoutMs === undefined ? undefined : { totalMs: timeoutMs },
    onError: () => undefined,
  })
  try {
    for await (const part of result.stream) if (part.type === 'text-delta') onText?.()
  } catch {
    // A connection that breaks in the middle throws here; the row is what is looked at.
  }
  return calls
}

async function generated({ provider, behaviours, timeoutMs }: Request) {
  wire.next(...behaviours)
  const { model, calls } = tracked(provider)
  const timeout = timeoutMs === undefined ? undefined : { totalMs: timeoutMs }
  await generateText({ model, prompt: 'Say hello to the world', timeout }).catch(() => undefined)
  return calls
}

const ended = (calls: CallEvent[]) => calls.map(({ outcome, error_kind }) => [outcome, error_kind])

describe.each(Object.entries(providers))('%s', (_, provider) => {
  test('A12 a streamed answer is one row with times, tokens and both model names', async () => {
    const calls = await streamed({ provider, behaviours: ['ok'] })
    expect(ended(calls)).toEqual([['ok', null]])
    const [call] = calls
    expect(callEvent.parse(call)).toEqual(call)
    expect(call).toMatchObject({
      ...provider.arm,
      team_id: TEAM,
      request_id: REQUEST,
      usage_estimated: false,
    })
    expect(call).toMatchObject({ input_tokens: 21, output_tokens: 7, tokens_used: 28 })
    expect(call?.time_to_first_token_ms).toBeLessThanOrEqual(call?.response_time_ms ?? -1)
    expect(call?.response_model).not.toBe(provider.arm.model)
  })

  test('A12 an answer in one piece is one row without a time to first token', async () => {
    const calls = await generated({ provider, behaviours: ['ok'] })
    expect(ended(calls)).toEqual([['ok', null]])
    expect(calls[0]).toMatchObject({ tokens_used: 28, time_to_first_token_ms: null })
  })

  test('A12 each attempt is a row of one request: 429, 429, 200', async () => {
    for (const calls of [
      await streamed({ provider, behaviours: [429, 429, 'ok'] }),
      await generated({ provider, behaviours: [429, 429, 'ok'] }),
    ]) {
      expect(ended(calls)).toEqual([
        ['error', 'rate_limited'],
        ['error', 'rate_limited'],
        ['ok', null],
      ])
      expect(new Set(calls.map((call) => call.request_id))).toEqual(new Set([REQUEST]))
      expect(new Set(calls.map((call) => call.id)).size).toBe(3)
      expect(calls.map((call) => call.metadata.attempt)).toEqual([undefined, 2, 3])
    }
  })

  test.each([
    [401, 'unauthorized', 1],
    [400, 'bad_request', 1],
    [500, 'server_error', 3],
    [529, 'overloaded', 3],
  ] as const)('A12 status %s is %s, %s attempts', async (status, kind, attempts) => {
    const behaviours = Array.from({ length: attempts }, () => status)
    const expected = Array.from({ length: attempts }, () => ['error', kind])
    for (const calls of [
      await streamed({ provider, behaviours }),
      await generated({ provider, behaviours }),
    ]) {
      expect(ended(calls)).toEqual(expected)
      expect(calls[0]).toMatchObject({ tokens_used: null, cost_usd: null, usage_estimated: false })
      expect(calls[0]?.error_message).toContain(`refused with ${status}`)
      expect(calls[0]?.error_message).not.toContain('abcdef0123456789')
    }
  })

  test('A12 a malformed line in the stream is one row', async () => {
    const calls = await streamed({ provider, behaviours: ['malformed'] })
    expect(ended(calls)).toEqual([['error', 'malformed']])
    // What the model wrote is for its user alone; leads read the message.
    expect(calls[0]?.error_message).toContain('JSONParseError')
    expect(calls[0]?.error_message).not.toContain('half')
  })

  test('A12 a malformed answer in one piece is one row', async () => {
    expect(ended(await generated({ provider, behaviours: ['malformed'] }))).toEqual([['error', 'malformed']])
  })

  test('A12 an error inside the stream is one row', async () => {
    const calls = await streamed({ provider, behaviours: ['failing'] })
    expect(calls).toHaveLength(1)
    expect(calls[0]?.outcome).toBe('error')
    expect(['server_error', 'overloaded']).toContain(calls[0]?.error_kind)
  })

  test('A12 a stream cut before its end is one row with estimated tokens', async () => {
    const calls = await streamed({ provider, behaviours: ['cut'] })
    expect(ended(calls)).toEqual([['error', 'truncated']])
    expect(calls[0]).toMatchObject({ usage_estimated: true, output_tokens: 3 })
  })

  test('A12 a connection that breaks is one row', async () => {
    expect(ended(await streamed({ provider, behaviours: ['reset'] }))).toEqual([['error', 'network']])
  })

  test('A12 a server that never answers is one time-out', async () => {
    for (const calls of [
      await streamed({ provider, behaviours: ['hanging'], timeoutMs: 60 }),
      await generated({ provider, behaviours: ['hanging'], timeoutMs: 60 }),
    ]) {
      expect(ended(calls)).toEqual([['timeout', 'timeout']])
      expect(calls[0]?.tokens_used).toBeNull()
    }
  })

  test('A12 a stream that falls silent is one time-out with estimated tokens', async () => {
    const limit = new AbortController()
    const calls = await streamed({ provider, behaviours: ['stalling'], signal: limit.signal }, () =>
      limit.abort(new DOMException('chunk timeout of 30000ms exceeded', 'TimeoutError')),
    )
    expect(ended(calls)).toEqual([['timeout', 'timeout']])
    expect(calls[0]?.usage_estimated).toBe(true)
    expect(calls[0]?.output_tokens).toBeGreaterThan(0)
  })

  test('C9 a streamed answer costs what the same answer costs in one piece, cached tokens and all', async () => {
    const [streamedCall] = await streamed({ provider, behaviours: ['ok'] })
    const [wholeCall] = await generated({ provider, behaviours: ['ok'] })
    const bill = (call: CallEvent | undefined) => ({
      cost: call?.cost_usd,
      input: call?.input_tokens,
      cacheRead: call?.cached_input_tokens,
      cacheWrite: call?.cache_write_tokens,
      reasoning: call?.reasoning_tokens,
    })
    expect(bill(streamedCall)).toEqual(bill(wholeCall))
  })

  test('A12 a stop by the user is one row, neither success nor failure, with estimated tokens', async () => {
    const stop = new AbortController()
    const calls = await streamed({ provider, behaviours: ['slow'], signal: stop.signal }, () => stop.abort())
    expect(ended(calls)).toEqual([['stopped', null]])
    expect(calls[0]?.usage_estimated).toBe(true)
    expect(calls[0]?.input_tokens).toBeGreaterThan(0)
    expect(calls[0]?.output_tokens).toBeGreaterThan(0)
  })

  test('A12 a reader who leaves without a signal is one stopped row', async () => {
    wire.next('slow')
    const { model, calls } = tracked(provider)
    const { stream } = await model.doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    })
    const reader = stream.getReader()
    await reader.read()
    await reader.cancel()
    expect(ended(calls)).toEqual([['stopped', null]])
  })
})

test('A12 tokens of the cache and of reasoning are kept apart and priced at the prices of the day', async () => {
  const provider = named('OpenAI responses')
  const [call] = await streamed({ provider, behaviours: ['ok'] })
  expect(call).toMatchObject({
    cached_input_tokens: 5,
    reasoning_tokens: 2,
    response_model: 'gpt-5.5-2026-04-23',
  })
  expect(call).toMatchObject({ input_usd_per_mtok: 5, output_usd_per_mtok: 30, cache_read_usd_per_mtok: 0.5 })
  expect(call?.cost_usd).toBeCloseTo((16 * 5 + 5 * 0.5 + 7 * 30) / 1e6, 12)
})

test('C9 Anthropic counts cached tokens outside the input: each is billed once, at its own rate', async () => {
  const provider = named('Anthropic')
  for (const [call] of [
    await streamed({ provider, behaviours: ['ok'] }),
    await generated({ provider, behaviours: ['ok'] }),
  ]) {
    expect(call).toMatchObject({ input_tokens: 21, cached_input_tokens: 5, cache_write_tokens: 3 })
    expect(call?.cost_usd).toBeCloseTo((13 * 2 + 5 * 0.2 + 3 * 2.5 + 7 * 10) / 1e6, 12)
  }
})

test('A12 a server that cannot be reached is one row per attempt', async () => {
  const model = () => createOpenAI({ apiKey: 'k', baseURL: 'http://127.0.0.1:9/v1' })('gpt-5.5')
  const { model: wrapped, calls } = tracked({ arm: { provider: 'openai', model: 'gpt-5.5' }, model })
  await generateText({ model: wrapped, prompt: 'Hi', maxRetries: 0 }).catch(() => undefined)
  expect(ended(calls)).toEqual([['error', 'network']])
})

test('A12 an attempt that is stopped before it starts is no call', async () => {
  const provider = named('Anthropic')
  const calls = await streamed({ provider, behaviours: [], signal: AbortSignal.abort() })
  expect(calls).toEqual([])
})

const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }]

test('A12 a stop reaches a stream that nobody reads any more', async () => {
  const provider = named('OpenAI responses')
  wire.next('slow')
  const { model, calls } = tracked(provider)
  const stop = new AbortController()
  const { stream } = await model.doStream({ prompt, abortSignal: stop.signal })
  await stream.getReader().read()
  stop.abort()
  expect(ended(calls)).toEqual([['stopped', null]])
})

test('A12 a stream that closes without a finish is one truncated row', async () => {
  const { model, calls } = tracked({
    arm: { provider: 'openai', model: 'gpt-5.5' },
    model: () => new MockLanguageModelV4({ doStream: { stream: simulateReadableStream({ chunks: [] }) } }),
  })
  const { stream } = await model.doStream({ prompt })
  expect((await stream.getReader().read()).done).toBe(true)
  expect(ended(calls)).toEqual([['error', 'truncated']])
})

test('A12 a stream that is neither read nor stopped is recorded all the same', async () => {
  vi.useFakeTimers()
  const { model, calls } = tracked({
    arm: { provider: 'openai', model: 'gpt-5.5' },
    model: () => new MockLanguageModelV4({ doStream: { stream: new ReadableStream() } }),
  })
  await model.doStream({ prompt })
  expect(calls).toEqual([])
  vi.advanceTimersByTime(3_600_000)
  expect(ended(calls)).toEqual([['timeout', 'abandoned']])
})
