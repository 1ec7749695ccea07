import type { ChartWords } from '@/components/charts/prepared'
import { roundTicks } from '@/components/charts/ticks'
import type { ModelMetrics } from '@/lib/analytics/models-answer'
import { type LogTimes, timeRatio } from '@/lib/analytics/statistics'
import { armKey, armLabels } from '@/lib/arm-labels'
import { formatCount, formatDuration, formatQuantity } from '@/lib/format'

export type ResponseTimeBar = { key: string; label: string; p50: number; p95: number; count: number }
export type ResponseTimeChart = ChartWords & {
  bars: ResponseTimeBar[]
  /** Milliseconds, from 0. */
  ticks: number[]
}

/** Pixels of a model’s pair of bars. */
export const PER_TIME_BAR = 46
/** Fewer times than this do not make a model the fastest one. */
const ENOUGH_TIMES = 30
const NORMAL_95 = 1.6449

export function prepareResponseTime(models: readonly ModelMetrics[]): ResponseTimeChart {
  const labelOf = armLabels(models)
  const bars = models
    .flatMap((model): ResponseTimeBar[] =>
      model.p50 === null || model.p95 === null
        ? []
        : [
            {
              key: armKey(model),
              label: labelOf(model),
              p50: model.p50,
              p95: model.p95,
              count: model.timedCalls,
            },
          ],
    )
    .sort((a, b) => a.p50 - b.p50)
  const count = bars.reduce((sum, bar) => sum + bar.count, 0)
  return {
    bars,
    ticks: roundTicks(0, Math.max(0, ...bars.map((bar) => bar.p95))),
    title: finding(bars.filter((bar) => bar.count >= ENOUGH_TIMES)),
    note: `Time to the complete answer, median (p50) and 95th percentile (p95), of ${formatQuantity(count, 'successful call')}`,
    table: {
      columns: ['Model', 'p50', 'p95', 'Successful calls'],
      rows: bars.map((bar) => ({
        key: bar.key,
        cells: [bar.label, formatDuration(bar.p50), formatDuration(bar.p95), formatCount(bar.count)],
      })),
    },
  }
}

function finding([fastest, second]: readonly ResponseTimeBar[]): string {
  if (!fastest) return 'Too few successful calls to compare response times'
  const half = `half of its calls within ${formatDuration(fastest.p50)}`
  if (!second) return `${fastest.label} answers ${half}`
  const ratio = timeRatio(logTimes(second), logTimes(fastest))
  return ratio && ratio.pValue < 0.05
    ? `${fastest.label} answers fastest: ${half}`
    : `${fastest.label} and ${second.label} answer fastest, at about ${formatDuration(fastest.p50)}`
}

/** Response times are close to log-normal, so that two percentiles tell their spread. */
function logTimes({ p50, p95, count }: ResponseTimeBar): LogTimes {
  const spread = Math.log(Math.max(p95, 1) / Math.max(p50, 1)) / NORMAL_95
  return { count, logMean: Math.log(Math.max(p50, 1)), logVariance: spread ** 2 }
}
