import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { embed, embedMany } from 'ai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { priceOf } from '@/lib/pricing/price-of'
import { type CallEvent, callEvent } from '@/lib/tracking/event'
import { trackedEmbeddingModel } from '@/lib/tracking/tracked-embedding-model'
import { TEAM } from '@/tests/tracking-events'
import { type WireServer, wireServer } from '@/tests/wire-server'

let wire: WireServer
beforeAll(async () => {
  wire = await wireServer()
})
afterAll(() => wire.close())

const MODEL = 'text-embedding-3-small'
const providers: [string, () => EmbeddingModelV4][] = [
  ['openai', () => createOpenAI({ apiKey: 'k', baseURL: wire.url }).embedding(MODEL)],
  ['ollama', () => createOpenAICompatible({ name: 'ollama', baseURL: wire.url }).embeddingModel(MODEL)],
]

function tracked(provider: string, model: EmbeddingModelV4) {
  const calls: CallEvent[] = []
  const context = {
    teamId: TEAM,
    userId: null,
    requestId: TEAM,
    arm: { provider, model: MODEL },
    taskType: 'other',
    taskComplexity: 'simple',
    feature: 'embedding_generation',
    source: 'api',
    metadata: { async: true },
  } as const
  const record = (call: CallEvent) => calls.push(call)
  return { calls, model: trackedEmbeddingModel(model, { context, priceOf, record }) }
}

describe.each(providers)('%s', (provider, sdkModel) => {
  test('C4 C7 one embedding of a background job is one row with its tokens', async () => {
    const { model, calls } = tracked(provider, sdkModel())
    const { embedding } = await embed({ model, value: 'A fact' })
    expect(embedding).toEqual([0.1, 0.2])
    expect(calls).toHaveLength(1)
    expect(callEvent.parse(calls[0])).toEqual(calls[0])
    expect(calls[0]).toMatchObject({
      outcome: 'ok',
      feature: 'embedding_generation',
      input_tokens: 21,
      output_tokens: 0,
      tokens_used: 21,
      time_to_first_token_ms: null,
      metadata: { async: true },
    })
  })

  test('C4 many embeddings in one request are one row', async () => {
    const { model, calls } = tracked(provider, sdkModel())
    await embedMany({ model, values: ['A fact', 'Another'] })
    expect(calls).toMatchObject([{ outcome: 'ok', input_tokens: 21 }])
  })

  test('C4 each attempt is a row of one request: 429, 500, 200', async () => {
    wire.next(429, 500, 'ok')
    const { model, calls } = tracked(provider, sdkModel())
    await embed({ model, value: 'A fact' })
    expect(calls.map(({ outcome, error_kind }) => [outcome, error_kind])).toEqual([
      ['error', 'rate_limited'],
      ['error', 'server_error'],
      ['ok', null],
    ])
    expect(calls[0]).toMatchObject({ tokens_used: null, cost_usd: null })
    expect(calls[0]?.error_message).not.toContain('abcdef0123456789')
  })

  test('C4 a server that never answers is a time-out, a stop is stopped, what never began is nothing', async () => {
    wire.next('hanging', 'hanging')
    const outcomeWith = async (abortSignal: AbortSignal) => {
      const { model, calls } = tracked(provider, sdkModel())
      await expect(embed({ model, value: 'A fact', abortSignal, maxRetries: 0 })).rejects.toThrow()
      return calls.map(({ outcome }) => outcome)
    }
    expect(await outcomeWith(AbortSignal.timeout(50))).toEqual(['timeout'])
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    expect(await outcomeWith(stop.signal)).toEqual(['stopped'])
    expect(await outcomeWith(AbortSignal.abort())).toEqual([])
  })
})

test('C9 an embedding is priced by its input alone, and unpriced where nobody knows the model', async () => {
  const costs = await Promise.all(
    providers.map(async ([provider, sdkModel]) => {
      const { model, calls } = tracked(provider, sdkModel())
      await embed({ model, value: 'A fact' })
      return calls[0]?.cost_usd
    }),
  )
  expect(costs[0]).toBeCloseTo((21 * 0.02) / 1e6, 15)
  expect(costs[1]).toBeNull()
})
