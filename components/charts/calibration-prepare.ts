import type { ChartWords } from '@/components/charts/prepared'
import { roundTicks } from '@/components/charts/ticks'
import type { Accuracy } from '@/lib/analytics/calibration'
import { formatCount, formatPercent, formatQuantity } from '@/lib/format'

export type CalibrationPoint = {
  key: string
  /** Percent. */
  predicted: number
  actual: number
  /** Distances from `actual` down and up to the ends of the 95 % interval, in points. */
  reach: [number, number]
  total: number
}
export type CalibrationChart = ChartWords & {
  points: CalibrationPoint[]
  /** Percent, of both axes. */
  ticks: number[]
}

/** @param event what is predicted, as in “success” */
export function prepareCalibration(
  { calibration, calibrationError, total }: Accuracy,
  event: string,
): CalibrationChart {
  const points = calibration.map(
    ({ predicted, actual, low, high, total }, index): CalibrationPoint => ({
      key: String(index + 1),
      predicted: 100 * predicted,
      actual: 100 * actual,
      reach: [100 * (actual - low), 100 * (high - actual)],
      total,
    }),
  )
  const ends = points.flatMap(({ predicted, actual, reach }) => [
    predicted,
    actual - reach[0],
    actual + reach[1],
  ])
  const from = Math.max(0, Math.floor((Math.min(100, ...ends) - 1) / 5) * 5)
  const to = Math.min(100, Math.ceil((Math.max(0, ...ends) + 1) / 5) * 5)
  const kept = calibration.filter(({ predicted, low, high }) => low <= predicted && predicted <= high).length
  const axisNote = from > 0 || to < 100 ? `; the axes show ${from}% to ${to}%` : ''
  return {
    points,
    ticks: points.length === 0 ? [0, 100] : roundTicks(from, to),
    title:
      calibrationError === null
        ? `No prediction of ${event} has met its outcome yet`
        : `${kept} of ${points.length} groups of predictions agree with the ${event} that followed; they are ${(100 * calibrationError).toFixed(1)} points off on average, chance included`,
    note: `Predicted against actual ${event} of ${formatQuantity(total, 'graded decision')}, in up to ten groups from the lowest predictions to the highest; whiskers: 95% interval, line: exactly right${axisNote}`,
    table: {
      columns: ['Group', 'Predicted', 'Actual', '95% interval', 'Decisions'],
      rows: points.map(({ key, predicted, actual, reach, total }) => ({
        key,
        cells: [
          key,
          formatPercent(predicted),
          formatPercent(actual),
          `${formatPercent(actual - reach[0])} to ${formatPercent(actual + reach[1])}`,
          formatCount(total),
        ],
      })),
    },
  }
}
