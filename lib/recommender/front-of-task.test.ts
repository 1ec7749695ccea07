import { expect, test } from 'vitest'
import { type MeasuredArm, placeOnFront } from '@/lib/recommender/front-of-task'

const arm = (label: string, mean: number, costPerSuccessUsd: number, isEnough = true): MeasuredArm => ({
  provider: 'openai',
  model: label,
  label,
  quality: { mean, low: mean - 0.05, high: mean + 0.05 },
  p95Ms: 1000,
  costPerSuccessUsd,
  calls: isEnough ? 200 : 3,
  isEnough,
  confidence: 50,
  chosenFor: [],
})

test('A41 an arm that is not on the front is told which one beats it', () => {
  const points = placeOnFront([arm('dear', 0.8, 0.05), arm('good', 0.9, 0.01), arm('cheap', 0.7, 0.001)])
  expect(points.map(({ label, onFront, beatenBy }) => [label, onFront, beatenBy])).toEqual([
    ['dear', false, 'good'],
    ['good', true, null],
    ['cheap', true, null],
  ])
})

test('A41 three lucky calls beat nobody, and are not beaten', () => {
  const points = placeOnFront([arm('known', 0.9, 0.01), arm('lucky', 0.99, 0.001, false)])
  expect(points.map(({ onFront, beatenBy }) => [onFront, beatenBy])).toEqual([
    [true, null],
    [false, null],
  ])
})
