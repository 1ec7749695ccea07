import { expect, test } from 'vitest'
import { judgeAccuracy } from '@/lib/analytics/calibration'

const nothing = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0, deciles: [] }

test('B8 ratios by hand', () => {
  const judged = judgeAccuracy({
    truePositives: 60,
    falsePositives: 20,
    falseNegatives: 5,
    trueNegatives: 15,
    deciles: [
      { predicted: 0.3, hits: 5, total: 20 },
      { predicted: 0.8, hits: 60, total: 80 },
    ],
  })
  expect(judged).toMatchObject({ total: 100, accuracy: 0.75, precision: 0.75 })
  expect(judged.recall).toBeCloseTo(60 / 65, 12)
  expect(judged.f1).toBeCloseTo((2 * 0.75 * (60 / 65)) / (0.75 + 60 / 65), 12)
  expect(judged.calibrationError).toBeCloseTo(0.2 * 0.05 + 0.8 * 0.05, 12)
  expect(judged.calibration[0]).toMatchObject({ predicted: 0.3, actual: 0.25, total: 20 })
  expect(judged.calibration[0]?.low).toBeCloseTo(0.1119, 4)
  expect(judged.calibration[0]?.high).toBeCloseTo(0.4687, 4)
})

test('B8 what cannot be divided is null, not 0', () => {
  expect(judgeAccuracy(nothing)).toMatchObject({
    total: 0,
    accuracy: null,
    precision: null,
    recall: null,
    f1: null,
    calibrationError: null,
    calibration: [],
  })
  expect(judgeAccuracy({ ...nothing, trueNegatives: 4 })).toMatchObject({
    accuracy: 1,
    precision: null,
    recall: null,
    f1: null,
  })
  expect(judgeAccuracy({ ...nothing, falsePositives: 4 })).toMatchObject({
    precision: 0,
    recall: null,
    f1: null,
  })
  expect(judgeAccuracy({ ...nothing, falseNegatives: 4 })).toMatchObject({
    precision: null,
    recall: 0,
    f1: null,
  })
  expect(judgeAccuracy({ ...nothing, falsePositives: 4, falseNegatives: 4 })).toMatchObject({
    precision: 0,
    recall: 0,
    f1: 0,
  })
})
