import { expect, test } from 'vitest'
import { costPerSuccess } from '@/lib/pricing/cost-per-success'

test('A30 what failed calls cost counts, successes of unknown price do not', () => {
  expect(costPerSuccess({ costUsd: 4, pricedSuccesses: 8 })).toBe(0.5)
})

test('A30 unpriced is not free', () => {
  expect(costPerSuccess({ costUsd: 0, pricedSuccesses: 0 })).toBeNull()
  expect(costPerSuccess({ costUsd: 1, pricedSuccesses: 0 })).toBeNull()
  expect(costPerSuccess({ costUsd: 0, pricedSuccesses: 3 })).toBe(0)
})
