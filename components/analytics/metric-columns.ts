import type { Metrics, ModelMetrics, Rate } from '@/lib/analytics/models-answer'
import { formatCompact, formatCount, formatDuration, formatPercent, formatUsd } from '@/lib/format'

export type MetricColumn<Row> = {
  key: string
  label: string
  /** What it is sorted by; null comes last either way. */
  value: (row: Row) => number | null
  text: (row: Row) => string
  /** Sample size and interval, below the figure. */
  detail: (row: Row) => string | null
  /** Which calls the figure leads to, where it counts some. */
  calls?: 'all' | 'failed'
}

const sample = (count: number) => (count === 0 ? null : `n ${formatCount(count)}`)
const interval = (rate: Rate) =>
  rate && `${rate.low.toFixed(1)}–${rate.high.toFixed(1)}% · n ${formatCount(rate.count)}`
const time = (
  key:
    | 'avgResponseTime'
    | 'p50'
    | 'p95'
    | 'p99'
    | 'avgTimeToFirstToken'
    | 'timeToFirstTokenP50'
    | 'timeToFirstTokenP95',
  label: string,
  calls: 'timedCalls' | 'firstTokenCalls' = 'timedCalls',
): MetricColumn<Metrics> => ({
  key,
  label,
  value: (row) => row[key],
  text: (row) => formatDuration(row[key]),
  detail: (row) => sample(row[calls]),
})

/** The columns of every breakdown, the ones that decide first. */
export const METRIC_COLUMNS: readonly MetricColumn<Metrics>[] = [
  {
    key: 'usageCount',
    label: 'Calls',
    value: (row) => row.usageCount,
    text: (row) => formatCount(row.usageCount),
    detail: (row) => `${formatCount(row.stopped)} stopped`,
    calls: 'all',
  },
  {
    key: 'failed',
    label: 'Failed',
    value: (row) => row.failed,
    text: (row) => formatCount(row.failed),
    detail: (row) => sample(row.succeeded + row.failed),
    calls: 'failed',
  },
  {
    key: 'qualityScore',
    label: 'Quality',
    value: (row) => row.qualityScore,
    text: (row) => row.qualityScore?.toFixed(1) ?? '–',
    detail: (row) => sample(row.succeeded + row.failed),
  },
  {
    key: 'successRate',
    label: 'Success',
    value: (row) => row.successRate,
    text: (row) => formatPercent(row.successRate),
    detail: (row) => interval(row.successInterval),
  },
  {
    key: 'satisfactionRate',
    label: 'Satisfaction',
    value: (row) => row.satisfactionRate,
    text: (row) => formatPercent(row.satisfactionRate),
    detail: (row) => interval(row.satisfactionInterval) ?? 'not rated',
  },
  time('avgResponseTime', 'Average time'),
  time('p50', 'p50'),
  time('p95', 'p95'),
  time('p99', 'p99'),
  time('avgTimeToFirstToken', 'First token', 'firstTokenCalls'),
  time('timeToFirstTokenP50', 'First token p50', 'firstTokenCalls'),
  time('timeToFirstTokenP95', 'First token p95', 'firstTokenCalls'),
  {
    key: 'avgTokens',
    label: 'Tokens per call',
    value: (row) => row.avgTokens,
    text: (row) => formatCompact(row.avgTokens),
    detail: (row) =>
      [sample(row.tokenCalls), `${formatCompact(row.totalTokens)} in all`].filter(Boolean).join(', '),
  },
  {
    key: 'cachedInputShare',
    label: 'Input from cache',
    value: (row) => row.cachedInputShare,
    text: (row) => formatPercent(row.cachedInputShare),
    detail: (row) => (row.inputTokens === 0 ? null : `of ${formatCompact(row.inputTokens)} tokens`),
  },
  {
    key: 'totalCost',
    label: 'Cost',
    value: (row) => row.totalCost,
    text: (row) => (row.pricedCalls === 0 ? 'unpriced' : formatUsd(row.totalCost)),
    detail: (row) => sample(row.pricedCalls),
    calls: 'all',
  },
  {
    key: 'costPerSuccess',
    label: 'Cost per success',
    value: (row) => row.costPerSuccess,
    text: (row) => formatUsd(row.costPerSuccess),
    detail: (row) => sample(row.pricedSuccesses),
  },
]

export const COST_SHARE_COLUMN: MetricColumn<ModelMetrics> = {
  key: 'costShare',
  label: 'Share of cost',
  value: (row) => row.costShare,
  text: (row) => formatPercent(row.costShare),
  detail: (row) => sample(row.pricedCalls),
}
