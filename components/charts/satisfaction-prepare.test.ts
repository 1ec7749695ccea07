import { expect, test } from 'vitest'
import { metricsOf } from '@/components/analytics/thirty-days.fixture'
import { prepareSatisfaction } from '@/components/charts/satisfaction-prepare'

const metrics = (up: number, down: number, calls: number) =>
  metricsOf({ succeeded: calls, failed: 0, stopped: 0, up, down, meanMs: 900, cost: 0, tokens: 0 })

test('A21 up, down and not rated are shares of all calls, satisfaction of the rated ones', () => {
  const chart = prepareSatisfaction(metrics(30, 10, 400))
  expect(chart.slices.map(({ key, count, percent }) => [key, count, percent])).toEqual([
    ['up', 30, 7.5],
    ['down', 10, 2.5],
    ['notRated', 360, 90],
  ])
  expect(chart.satisfaction).toBe(75)
  expect(chart.title).toBe('75.0% of the 40 rated answers got a thumbs-up')
})

test('A21 without a rating there is no satisfaction, not one of zero', () => {
  const chart = prepareSatisfaction(metrics(0, 0, 12))
  expect(chart.satisfaction).toBeNull()
  expect(chart.title).toBe('No answer was rated yet')
  expect(prepareSatisfaction(metrics(0, 0, 0)).slices.map(({ percent }) => percent)).toEqual([0, 0, 0])
})

test('A27 no two slices are told apart by colour alone', () => {
  const patterns = prepareSatisfaction(metrics(1, 1, 3)).slices.map(({ pattern }) => pattern)
  expect(new Set(patterns).size).toBe(3)
})
