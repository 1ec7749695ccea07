import { expect, test } from 'vitest'
import { calibration } from './calibration'

const forecasts = (probability: number, hits: number, total: number) =>
  Array.from({ length: total }, (_, index) => ({ probability, hit: index < hits }))

test('A32 the calibration error weighs each tenth by its forecasts', () => {
  expect(calibration(forecasts(0.75, 75, 100)).error).toBeCloseTo(0)
  expect(calibration(forecasts(1, 30, 40)).error).toBeCloseTo(0.25)
  const mixed = [...forecasts(0.9, 20, 30), ...forecasts(0.2, 4, 10)]
  expect(calibration(mixed).error).toBeCloseTo((30 * (0.9 - 2 / 3) + 10 * 0.2) / 40)
})

test('A32 within a tenth, what is said too high and too low evens out', () => {
  expect(calibration([...forecasts(0.72, 0, 1), ...forecasts(0.78, 1, 1)]).error).toBeCloseTo(0.25)
})

test('A32 by chance is what right probabilities would show', () => {
  expect(calibration(forecasts(0.5, 50, 100)).byChance).toBeCloseTo(Math.sqrt(2 / Math.PI) * 0.05)
})
