import { expect, test } from 'vitest'
import { Dearness } from '@/lib/recommender/dearness'

const spent = (model: string, costUsd: number, inputTokens: number, outputTokens: number) => ({
  provider: 'acme',
  model,
  costUsd,
  inputTokens,
  outputTokens,
})
const arm = (model: string) => ({ provider: 'acme', model })

test('A29 an arm is as dear as its calls were, in powers of ten about the geometric mean of the arms', () => {
  const dearness = new Dearness([
    spent('cheap', 0.001, 900, 100),
    spent('dear', 0.05, 400, 100),
    spent('dear', 0.05, 400, 100),
    spent('free', 0, 900, 100),
  ])
  expect(dearness.of(arm('dear'))).toBeCloseTo(1, 9)
  expect(dearness.of(arm('cheap'))).toBeCloseTo(-1, 9)
  expect(dearness.of(arm('free'))).toBe(0)
})

test('A29 an arm without priced calls has its list price for what calls are made of', () => {
  const dearness = new Dearness([spent('usual', 0.001, 800, 200)])
  const listed = (inputUsdPerMtok: number | null, outputUsdPerMtok: number | null) =>
    dearness.of({ ...arm('new'), inputUsdPerMtok, outputUsdPerMtok })
  expect(listed(5, 30)).toBeCloseTo(1, 9)
  expect(listed(0.1, 0.1)).toBeCloseTo(-1, 9)
  expect(listed(0, 0)).toBe(0)
  expect(listed(null, 30)).toBe(0)
})

test('A29 without any price no arm is dear', () => {
  const dearness = new Dearness([spent('usual', 0, 800, 200)])
  expect(dearness.of({ ...arm('new'), inputUsdPerMtok: 5, outputUsdPerMtok: 30 })).toBe(0)
  expect(dearness.of(arm('usual'))).toBe(0)
})
