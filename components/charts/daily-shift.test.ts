import { expect, test } from 'vitest'
import { dailyShift } from '@/components/charts/daily-shift'

test('A24 a shift is Welch’s test on the daily values', () => {
  const shift = dailyShift([1, 2, 3, 4, 5, 2, 3, 4, 5, 6, 7, 8])
  // scipy 1.x: stats.ttest_ind([2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5], equal_var=False)
  expect(shift?.before).toBe(3)
  expect(shift?.recent).toBe(5)
  expect(shift?.pValue).toBeCloseTo(0.09389377, 6)
})

test('A24 days without a value count for nothing, and too few of them compare nothing', () => {
  expect(dailyShift([1, null, 2, 3, 4, 5, 2, 3, 4, 5, 6, 7, 8])?.before).toBe(3)
  expect(dailyShift([1, 2, 3, 4, 2, 3, 4, 5, 6, 7, 8])).toBeNull()
  expect(dailyShift([])).toBeNull()
})

test('A24 values that never vary differ only when they differ', () => {
  const flat = Array.from({ length: 7 }, () => 9)
  expect(dailyShift([...flat, ...flat])?.pValue).toBe(1)
  expect(dailyShift([...flat.map(() => 8), ...flat])?.pValue).toBe(0)
})
