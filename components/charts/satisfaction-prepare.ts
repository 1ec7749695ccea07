import type { ChartWords } from '@/components/charts/prepared'
import type { Metrics } from '@/lib/analytics/models-answer'
import { formatCount, formatPercent, formatQuantity } from '@/lib/format'

export type SatisfactionSlice = {
  key: 'up' | 'down' | 'notRated'
  label: string
  count: number
  /** Of all calls, 0–100. */
  percent: number
  colour: string
  /** Beside the colour, so that it is never needed. */
  pattern: 'solid' | 'stripes' | 'dots'
}
export type SatisfactionChart = ChartWords & { slices: SatisfactionSlice[]; satisfaction: number | null }

export function prepareSatisfaction(
  metrics: Pick<Metrics, 'usageCount' | 'thumbsUp' | 'thumbsDown' | 'notRated' | 'satisfactionInterval'>,
): SatisfactionChart {
  const share = (count: number) => (metrics.usageCount === 0 ? 0 : (100 * count) / metrics.usageCount)
  const slices: SatisfactionSlice[] = [
    {
      key: 'up',
      label: 'Thumbs up',
      count: metrics.thumbsUp,
      colour: 'var(--good)',
      pattern: 'solid',
    } as const,
    {
      key: 'down',
      label: 'Thumbs down',
      count: metrics.thumbsDown,
      colour: 'var(--bad)',
      pattern: 'stripes',
    } as const,
    {
      key: 'notRated',
      label: 'Not rated',
      count: metrics.notRated,
      colour: 'var(--muted)',
      pattern: 'dots',
    } as const,
  ].map((slice) => ({ ...slice, percent: share(slice.count) }))
  const rate = metrics.satisfactionInterval
  return {
    slices,
    satisfaction: rate?.percent ?? null,
    title: rate
      ? `${formatPercent(rate.percent)} of the ${formatQuantity(rate.count, 'rated answer')} got a thumbs-up`
      : 'No answer was rated yet',
    note: `Ratings of ${formatQuantity(metrics.usageCount, 'call')}${
      rate
        ? `; satisfaction lies between ${formatPercent(rate.low)} and ${formatPercent(rate.high)} (95% interval)`
        : ''
    }`,
    table: {
      columns: ['Rating', 'Calls', 'Share of calls'],
      rows: slices.map((slice) => ({
        key: slice.key,
        cells: [slice.label, formatCount(slice.count), formatPercent(slice.percent)],
      })),
    },
  }
}
