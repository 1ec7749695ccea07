import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { type BilledTokens, costOf, priceOf, unitPricesOf } from '@/lib/pricing/price-of'

const NOW = new Date('2026-11-15T12:00:00Z')
const none: BilledTokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 }
const million = { ...none, input: 100_000, output: 100_000 }

/** List prices of July 2026 in models.dev (MIT): provider, model, input, output, cache read, cache write per million. */
const LIST = [
  ['openai', 'gpt-5.5', 5, 30, 0.5, 5],
  ['openai', 'gpt-5.4-mini', 0.75, 4.5, 0.075, 0.75],
  ['anthropic', 'claude-opus-4-8', 5, 25, 0.5, 6.25],
  ['anthropic', 'claude-sonnet-5', 2, 10, 0.2, 2.5],
  ['anthropic', 'claude-haiku-4-5', 1, 5, 0.1, 1.25],
  ['google', 'gemini-3.5-flash', 1.5, 9, 0.15, 1.5],
  ['google', 'gemini-3.1-flash-lite', 0.25, 1.5, 0.025, 0.25],
] as const

describe('known prices', () => {
  test.each(LIST)(
    'A1 %s %s has the list prices of its maker',
    (provider, model, input, output, read, write) => {
      expect(unitPricesOf({ provider, model, at: NOW })).toEqual({
        inputUsdPerMtok: input,
        outputUsdPerMtok: output,
        cacheReadUsdPerMtok: read,
        cacheWriteUsdPerMtok: write,
        reasoningUsdPerMtok: null,
      })
    },
  )

  test('A1 the newest demo model is priced too', () => {
    expect(unitPricesOf({ provider: 'openai', model: 'gpt-5.6', at: NOW })?.inputUsdPerMtok).toBeGreaterThan(
      0,
    )
  })

  test('A1 the price of the day of the call counts: o3 fell from 10 to 2 dollars on 2025-06-10', () => {
    const before = priceOf({
      provider: 'openai',
      model: 'o3',
      at: new Date('2025-06-09T12:00:00Z'),
      tokens: million,
    })
    const after = priceOf({
      provider: 'openai',
      model: 'o3',
      at: new Date('2025-06-11T12:00:00Z'),
      tokens: million,
    })
    expect(before?.costUsd).toBeCloseTo(5, 12)
    expect(after?.costUsd).toBeCloseTo(1, 12)
  })

  test('A1 a prompt beyond 272,000 tokens is billed at the long-context price throughout', () => {
    const price = priceOf({
      provider: 'openai',
      model: 'gpt-5.5',
      at: NOW,
      tokens: { ...none, input: 300_000, output: 1000 },
    })
    expect(price).toMatchObject({ inputUsdPerMtok: 10, outputUsdPerMtok: 45 })
    expect(price?.costUsd).toBeCloseTo(3.045, 12)
    expect(
      priceOf({ provider: 'openai', model: 'gpt-5.5', at: NOW, tokens: { ...none, input: 271_999 } })
        ?.inputUsdPerMtok,
    ).toBe(5)
  })
})

describe('cached and reasoning tokens', () => {
  test('A1 cached tokens are part of the input and cost their own price', () => {
    const tokens = { input: 10_000, output: 0, cacheRead: 8000, cacheWrite: 1000, reasoning: 0 }
    const price = priceOf({ provider: 'anthropic', model: 'claude-haiku-4-5', at: NOW, tokens })
    expect(price?.costUsd).toBeCloseTo((1000 * 1 + 8000 * 0.1 + 1000 * 1.25) / 1e6, 15)
  })

  test('A1 reasoning is part of the output, not added to it', () => {
    const plain = { ...none, output: 500 }
    const question = { provider: 'openai', model: 'gpt-5.5', at: NOW }
    expect(priceOf({ ...question, tokens: { ...plain, reasoning: 400 } })).toEqual(
      priceOf({ ...question, tokens: plain }),
    )
  })

  test('A1 more cached than sent tokens are cut to what was sent', () => {
    const tokens = { input: 1000, output: 0, cacheRead: 5000, cacheWrite: 700, reasoning: 9 }
    expect(
      priceOf({ provider: 'anthropic', model: 'claude-haiku-4-5', at: NOW, tokens })?.costUsd,
    ).toBeCloseTo(1e-4, 15)
  })
})

test('A1 tokens times the unit prices give the cost again', () => {
  const random = xoroshiro128plus(7)
  const models = [
    ...LIST.map(([provider, model]) => [provider, model] as const),
    ['openai', 'gpt-5.6'] as const,
  ]
  for (let round = 0; round < 500; round++) {
    for (const [provider, model] of models) {
      const input = uniformInt(random, 0, 400_000)
      const cacheRead = uniformInt(random, 0, input)
      const cacheWrite = uniformInt(random, 0, input - cacheRead)
      const output = uniformInt(random, 0, 60_000)
      const tokens = { input, output, cacheRead, cacheWrite, reasoning: uniformInt(random, 0, output) }
      const price = priceOf({ provider, model, at: NOW, tokens })
      if (price === null) throw new Error(`${model} is unpriced`)
      expect(Math.abs(costOf(tokens, price) - price.costUsd)).toBeLessThan(1e-12)
    }
  }
})

describe('unpriced, never free', () => {
  test.each([
    ['openai', 'a-model-nobody-made'],
    ['ollama', 'llama3.3'],
    ['openai-compatible', 'gpt-5.5'],
    ['', 'gpt-5.5'],
  ])('A1 %s %s is null', (provider, model) => {
    expect(priceOf({ provider, model, at: NOW, tokens: million })).toBeNull()
    expect(unitPricesOf({ provider, model, at: NOW })).toBeNull()
  })

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('A1 an input of %s tokens is null', (input) => {
    expect(priceOf({ provider: 'openai', model: 'gpt-5.5', at: NOW, tokens: { ...none, input } })).toBeNull()
  })
})

test.each([
  ['x_ai', 'grok-4.3'],
  ['azure.ai.openai', 'gpt-5.5'],
  ['gcp.gemini', 'gemini-3.5-flash'],
  ['openai.responses', 'gpt-5.5'],
  ['Anthropic', 'claude-haiku-4-5'],
])('A1 the name %s of OpenTelemetry or the AI SDK finds its prices', (provider, model) => {
  expect(unitPricesOf({ provider, model, at: NOW })).not.toBeNull()
})
