import type { ChartWords } from '@/components/charts/prepared'
import { roundTicks } from '@/components/charts/ticks'
import type { ModelMetrics } from '@/lib/analytics/models-answer'
import { holm, twoProportionTest } from '@/lib/analytics/statistics'
import { armKey, armLabels } from '@/lib/arm-labels'
import { formatCount, formatPercent, formatQuantity } from '@/lib/format'

export type SuccessRateBar = {
  key: string
  label: string
  percent: number
  /** Distances from `percent` down and up to the ends of the 95 % interval, in points. */
  reach: [number, number]
  count: number
}
export type SuccessRateChart = ChartWords & {
  bars: SuccessRateBar[]
  /** Percent, up to 100; the first one lies below every interval. */
  ticks: number[]
}

/** Pixels of a model’s bar. */
export const PER_RATE_BAR = 46

export function prepareSuccessRate(models: readonly ModelMetrics[]): SuccessRateChart {
  const labelOf = armLabels(models)
  const bars = models
    .flatMap((model): SuccessRateBar[] => {
      const rate = model.successInterval
      if (!rate) return []
      const reach: [number, number] = [rate.percent - rate.low, rate.high - rate.percent]
      return [{ key: armKey(model), label: labelOf(model), percent: rate.percent, reach, count: rate.count }]
    })
    .sort((a, b) => b.percent - a.percent)
  const lowest = Math.min(100, ...bars.map((bar) => bar.percent - bar.reach[0]))
  const axisFrom = Math.max(0, Math.min(90, Math.floor((lowest - 2) / 10) * 10))
  const count = bars.reduce((sum, bar) => sum + bar.count, 0)
  const axisNote = axisFrom > 0 ? `; the axis starts at ${axisFrom}%` : ''
  return {
    bars,
    ticks: roundTicks(axisFrom, 100),
    title: finding(models, labelOf),
    note: `Share of calls without error or time-out, of ${formatQuantity(count, 'call')}; whiskers: 95% interval${axisNote}`,
    table: {
      columns: ['Model', 'Success rate', '95% interval', 'Calls'],
      rows: bars.map((bar) => ({
        key: bar.key,
        cells: [
          bar.label,
          formatPercent(bar.percent),
          `${formatPercent(bar.percent - bar.reach[0])} to ${formatPercent(bar.percent + bar.reach[1])}`,
          formatCount(bar.count),
        ],
      })),
    },
  }
}

/** The model that differs most from all others together, if one does for certain. */
function finding(models: readonly ModelMetrics[], labelOf: (model: ModelMetrics) => string): string {
  const counted = models.filter((model) => model.successInterval !== null)
  const [only] = counted
  if (!only) return 'No call has succeeded or failed yet'
  if (counted.length === 1) return `${formatPercent(only.successRate)} of ${labelOf(only)}’s calls succeed`
  const hits = counted.reduce((sum, model) => sum + model.succeeded, 0)
  const total = counted.reduce((sum, model) => sum + model.succeeded + model.failed, 0)
  const contrasts = counted.map((model) => {
    const own = { hits: model.succeeded, total: model.succeeded + model.failed }
    const others = { hits: hits - own.hits, total: total - own.total }
    return {
      model,
      others: (100 * others.hits) / others.total,
      points: 100 * (own.hits / own.total - others.hits / others.total),
      pValue: twoProportionTest(own, others),
    }
  })
  const adjusted = holm(contrasts.map(({ pValue }) => pValue))
  const certain = contrasts.filter((_, index) => (adjusted[index] ?? 1) < 0.05)
  const [most] = certain.sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
  if (!most) return 'No model’s success rate differs for certain from the others'
  const verb = most.points < 0 ? 'fails more often than the others' : 'succeeds more often than the others'
  const rates = `${formatPercent(most.model.successRate)} succeed, against ${formatPercent(most.others)}`
  return `${labelOf(most.model)} ${verb}: ${rates}`
}
