import type { Metrics, ModelMetrics, Rate } from '@/lib/analytics/models-answer'
import { formatCompact, formatCount, formatDuration, formatPercent, formatUsd } from '@/lib/format'

export type MetricFigure<Row> = {
  key: string
  label: string
  /** What the head shows of the label, below the first figure. */
  short?: string
  /** What it is sorted by; null comes last either way. */
  value: (row: Row) => number | null
  text: (row: Row) => string
  /** Which calls the figure leads to, where it counts some. */
  calls?: 'all' | 'failed'
}

export type MetricColumn<Row> = {
  /** The first stands out; those below it say what they are in their text. */
  figures: readonly [MetricFigure<Row>, ...MetricFigure<Row>[]]
  /** Interval and sample size, below the figures. */
  detail: (row: Row) => readonly (string | null)[]
}

type Time =
  | 'avgResponseTime'
  | 'p50'
  | 'p95'
  | 'p99'
  | 'avgTimeToFirstToken'
  | 'timeToFirstTokenP50'
  | 'timeToFirstTokenP95'

const time = (key: Time, label: string, short?: string): MetricFigure<Metrics> => ({
  key,
  label,
  short,
  value: (row) => row[key],
  text: (row) => (short ? `${short} ` : '') + formatDuration(row[key]),
})
const sample = (count: number) => (count === 0 ? null : `n ${formatCount(count)}`)
const interval = (rate: Rate) =>
  rate && [`${rate.low.toFixed(1)}–${rate.high.toFixed(1)}%`, `n ${formatCount(rate.count)}`]

const BEFORE_COST: readonly MetricColumn<Metrics>[] = [
  {
    figures: [
      {
        key: 'usageCount',
        label: 'Calls',
        value: (row) => row.usageCount,
        text: (row) => formatCount(row.usageCount),
        calls: 'all',
      },
      {
        key: 'failed',
        label: 'Failed',
        value: (row) => row.failed,
        text: (row) => `${formatCount(row.failed)} failed`,
        calls: 'failed',
      },
    ],
    detail: (row) => [`${formatCount(row.stopped)} stopped`],
  },
  {
    figures: [
      {
        key: 'qualityScore',
        label: 'Quality',
        value: (row) => row.qualityScore,
        text: (row) => row.qualityScore?.toFixed(1) ?? '–',
      },
    ],
    detail: (row) => [sample(row.succeeded + row.failed)],
  },
  {
    figures: [
      {
        key: 'successRate',
        label: 'Success',
        value: (row) => row.successRate,
        text: (row) => formatPercent(row.successRate),
      },
    ],
    detail: (row) => interval(row.successInterval) ?? [],
  },
  {
    figures: [
      {
        key: 'satisfactionRate',
        label: 'Satisfaction',
        value: (row) => row.satisfactionRate,
        text: (row) => formatPercent(row.satisfactionRate),
      },
    ],
    detail: (row) => interval(row.satisfactionInterval) ?? ['not rated'],
  },
  {
    figures: [
      time('avgResponseTime', 'Average time'),
      time('p50', 'p50', 'p50'),
      time('p95', 'p95', 'p95'),
      time('p99', 'p99', 'p99'),
    ],
    detail: (row) => [sample(row.timedCalls)],
  },
  {
    figures: [
      time('avgTimeToFirstToken', 'First token'),
      time('timeToFirstTokenP50', 'First token p50', 'p50'),
      time('timeToFirstTokenP95', 'First token p95', 'p95'),
    ],
    detail: (row) => [sample(row.firstTokenCalls)],
  },
  {
    figures: [
      {
        key: 'avgTokens',
        label: 'Tokens per call',
        value: (row) => row.avgTokens,
        text: (row) => formatCompact(row.avgTokens),
      },
      {
        key: 'cachedInputShare',
        label: 'Cached input',
        value: (row) => row.cachedInputShare,
        text: (row) => `${formatPercent(row.cachedInputShare)} cached`,
      },
    ],
    detail: (row) => [
      `of ${formatCompact(row.inputTokens)} input`,
      `${formatCompact(row.totalTokens)} in all`,
      sample(row.tokenCalls),
    ],
  },
]

const COST: MetricColumn<Metrics> = {
  figures: [
    {
      key: 'totalCost',
      label: 'Cost',
      value: (row) => row.totalCost,
      text: (row) => (row.pricedCalls === 0 ? 'unpriced' : formatUsd(row.totalCost)),
      calls: 'all',
    },
    {
      key: 'costPerSuccess',
      label: 'Cost per success',
      short: 'Per success',
      value: (row) => row.costPerSuccess,
      text: (row) => `${formatUsd(row.costPerSuccess)} a success`,
    },
  ],
  detail: (row) => [sample(row.pricedCalls), `${formatCount(row.pricedSuccesses)} successes`],
}

/** The columns of every breakdown, the ones that decide first. */
export const METRIC_COLUMNS: readonly MetricColumn<Metrics>[] = [...BEFORE_COST, COST]

export const MODEL_COLUMNS: readonly MetricColumn<ModelMetrics>[] = [
  ...BEFORE_COST,
  {
    ...COST,
    figures: [
      ...COST.figures,
      {
        key: 'costShare',
        label: 'Share of cost',
        short: 'Share',
        value: (row) => row.costShare,
        text: (row) => `${formatPercent(row.costShare)} of all cost`,
      },
    ],
  },
]
