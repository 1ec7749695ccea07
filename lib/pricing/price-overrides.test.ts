import { expect, test } from 'vitest'
import { type BilledTokens, priceOf } from '@/lib/pricing/price-of'
import { type PriceOverride, priceWith } from '@/lib/pricing/price-overrides'
import { priceColumns } from '@/lib/tracking/price-columns'

const NOW = new Date('2026-11-15T12:00:00Z')
const none: BilledTokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 }

function override(more: Partial<PriceOverride>): PriceOverride {
  return {
    isOfTeam: true,
    provider: 'openai',
    model: 'gpt-5.5',
    validFrom: new Date('2026-01-01T00:00:00Z'),
    inputUsdPerMtok: 4,
    outputUsdPerMtok: 20,
    cacheReadUsdPerMtok: 1,
    cacheWriteUsdPerMtok: 5,
    reasoningUsdPerMtok: null,
    ...more,
  }
}

type Asked = { provider?: string; model?: string; at?: Date; tokens?: Partial<BilledTokens> }
function price(overrides: PriceOverride[], asked: Asked = {}) {
  const { provider = 'openai', model = 'gpt-5.5', at = NOW, tokens = { input: 1_000_000 } } = asked
  return priceWith(overrides)({ provider, model, at, tokens: { ...none, ...tokens } })
}

test('C9 an override holds in place of the list price, which stays for all other models', () => {
  expect(price([override({})])).toMatchObject({ costUsd: 4, inputUsdPerMtok: 4, outputUsdPerMtok: 20 })
  const other = { model: 'gpt-5.4-mini' }
  expect(price([override({})], other)).toEqual(
    priceOf({ provider: 'openai', model: 'gpt-5.4-mini', at: NOW, tokens: { ...none, input: 1_000_000 } }),
  )
})

test('C9 a model that the catalogue does not know is priced by an override, and unpriced without', () => {
  const own = { provider: 'ollama', model: 'llama-4' }
  expect(price([override(own)], own)).toMatchObject({ costUsd: 4 })
  expect(price([], own)).toBeNull()
})

test('C9 cached tokens are not counted twice, and written ones have a price of their own', () => {
  const tokens = { input: 100_000, cacheRead: 60_000, cacheWrite: 30_000 }
  expect(price([override({})], { tokens })?.costUsd).toBeCloseTo((10 * 4 + 60 * 1 + 30 * 5) / 1000, 12)
})

test('C9 more cached than sent tokens are cut to what was sent', () => {
  const tokens = { input: 1000, cacheRead: 5000, cacheWrite: 5000 }
  expect(price([override({})], { tokens })?.costUsd).toBeCloseTo(0.001, 12)
})

test('C9 reasoning is part of the output, at its own price only where it has one', () => {
  const tokens = { output: 1_000_000, reasoning: 400_000 }
  expect(price([override({})], { tokens })?.costUsd).toBeCloseTo(20, 12)
  const dear = price([override({ reasoningUsdPerMtok: 50 })], { tokens })
  expect(dear?.costUsd).toBeCloseTo(0.6 * 20 + 0.4 * 50, 12)
  expect(dear?.reasoningUsdPerMtok).toBe(50)
})

test('C9 a price that changed last month: each call has the price of its time', () => {
  const old = override({ inputUsdPerMtok: 8 })
  const changed = override({ inputUsdPerMtok: 2, validFrom: new Date('2026-10-15T00:00:00Z') })
  for (const overrides of [
    [old, changed],
    [changed, old],
  ]) {
    expect(price(overrides, { at: new Date('2026-10-14T23:59:59.999Z') })?.costUsd).toBe(8)
    expect(price(overrides, { at: new Date('2026-10-15T00:00:00Z') })?.costUsd).toBe(2)
    expect(price(overrides)?.costUsd).toBe(2)
  }
  // Before the first override the catalogue holds.
  expect(price([changed], { at: new Date('2026-10-01T00:00:00Z') })?.costUsd).toBe(10)
})

test('C9 the own price goes before that for all, a whole name before a beginning, a longer beginning first', () => {
  const forAll = override({ isOfTeam: false, inputUsdPerMtok: 1 })
  const all = override({ model: '*', inputUsdPerMtok: 2 })
  const some = override({ model: 'gpt-5*', inputUsdPerMtok: 3 })
  const one = override({ inputUsdPerMtok: 5 })
  const cost = (...overrides: PriceOverride[]) => price(overrides)?.costUsd
  expect(cost(forAll)).toBe(1)
  expect(cost(forAll, all)).toBe(2)
  expect(cost(all, some, forAll)).toBe(3)
  expect(cost(some, one, all, forAll)).toBe(5)
  expect(price([some], { model: 'gpt-4.1', tokens: { input: 10 } })?.inputUsdPerMtok).not.toBe(3)
})

test.each([
  ['openai.responses', 'GPT-5.5'],
  ['OpenAI', 'gpt-5.5'],
])('C9 %s %s is the same model under the names of other tools', (provider, model) => {
  expect(price([override({})], { provider, model })?.costUsd).toBe(4)
})

test('C9 a server of another provider with the same model is not meant', () => {
  expect(price([override({})], { provider: 'openai-compatible' })).toBeNull()
})

test.each([Number.NaN, -1])('C9 an input of %s tokens is unpriced', (input) => {
  expect(price([override({})], { tokens: { input } })).toBeNull()
})

test('C9 a price of the team’s own for the model asked for goes before the catalogue’s for the one that answered', () => {
  const tokens = { input: 1_000_000, output: 0, cacheRead: null, cacheWrite: null, reasoning: null }
  const question = { provider: 'openai', models: ['gpt-4o-2024-08-06', 'gpt-4o'], at: NOW, tokens }
  expect(priceColumns(priceWith([override({ model: 'gpt-4o' })]), question)).toMatchObject({ cost_usd: 4 })
  expect(priceColumns(priceWith([]), question)).toMatchObject({ cost_usd: 2.5 })
})
