import { expect, test } from 'vitest'
import { prepareCalibration } from '@/components/charts/calibration-prepare'
import { judgeAccuracy } from '@/lib/analytics/calibration'

const outcomes = { truePositives: 130, falsePositives: 70, falseNegatives: 0, trueNegatives: 0 }

test('B8 the groups that agree are counted, and the axes hold every interval', () => {
  const deciles = [
    { predicted: 0.6, hits: 40, total: 100 },
    { predicted: 0.9, hits: 90, total: 100 },
  ]
  const chart = prepareCalibration(judgeAccuracy({ ...outcomes, deciles }), 'success')
  expect(chart.title).toBe(
    '1 of 2 groups of predictions agree with the success that followed; they are 10.0 points off on average, chance included',
  )
  expect(chart.table.rows[0]?.cells).toEqual(['1', '60.0%', '40.0%', '30.9% to 49.8%', '100'])
  for (const { actual, predicted, reach } of chart.points) {
    for (const value of [predicted, actual - reach[0], actual + reach[1]]) {
      expect(value).toBeGreaterThanOrEqual(chart.ticks[0] ?? 100)
      expect(value).toBeLessThanOrEqual(chart.ticks.at(-1) ?? 0)
    }
  }
})

test('B8 without a graded prediction it says so', () => {
  const none = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0, deciles: [] }
  expect(prepareCalibration(judgeAccuracy(none), 'satisfaction')).toMatchObject({
    title: 'No prediction of satisfaction has met its outcome yet',
    points: [],
    ticks: [0, 100],
  })
})
