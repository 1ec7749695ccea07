import { expect, test } from 'vitest'
import { logTicks, percentTick, roundTicks, secondsTick } from '@/components/charts/ticks'

test.each([
  [0, 17_300, [0, 5000, 10_000, 15_000, 20_000]],
  [0, 0.9, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [70, 100, [70, 80, 90, 100]],
  [90, 100, [90, 92, 94, 96, 98, 100]],
  [0, 0, [0]],
])('A19 an axis from %s to %s is marked at round numbers', (from, to, ticks) => {
  expect(roundTicks(from, to)).toEqual(ticks)
})

test('A19 marks are short and carry their unit', () => {
  expect([secondsTick(2500), secondsTick(20_000), percentTick(92)]).toEqual(['2.5 s', '20 s', '92%'])
})

test.each([
  [0.0004, 0.0072, [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01]],
  [0.0001, 0.01, [0.0001, 0.0003, 0.001, 0.003, 0.01]],
  [0.00002, 0.3, [0.00001, 0.0001, 0.001, 0.01, 0.1, 1]],
])('A41 a logarithmic axis from %s to %s is marked at round numbers', (from, to, ticks) => {
  expect(logTicks(from, to)).toEqual(ticks)
})
