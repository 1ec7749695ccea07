import { dailyShift, known, mean, RECENT_DAYS } from '@/components/charts/daily-shift'
import type { ChartWords } from '@/components/charts/prepared'
import { seriesLook } from '@/components/charts/series'
import { percentTick, secondsTick } from '@/components/charts/ticks'
import type { DayMetrics, ModelDayMetrics } from '@/lib/analytics/models-answer'
import { holm } from '@/lib/analytics/statistics'
import { armKey, armLabels } from '@/lib/arm-labels'
import { formatCount, formatDay, formatDuration, formatPercent, formatQuantity } from '@/lib/format'
import type { Arm } from '@/lib/vocabulary'

export const TREND_METRICS = ['usageCount', 'avgResponseTime', 'successRate', 'satisfactionRate'] as const
export type TrendMetric = (typeof TREND_METRICS)[number]

type MetricWords = {
  label: string
  unit: string
  format: (value: number | null) => string
  tick: (value: number) => string
}
export const TREND_WORDS: Record<TrendMetric, MetricWords> = {
  usageCount: { label: 'Calls', unit: 'calls per day', format: formatCount, tick: formatCount },
  avgResponseTime: {
    label: 'Response time',
    unit: 'average time to the complete answer per day',
    format: formatDuration,
    tick: secondsTick,
  },
  successRate: {
    label: 'Success rate',
    unit: 'share of calls without error or time-out per day',
    format: formatPercent,
    tick: percentTick,
  },
  satisfactionRate: {
    label: 'Satisfaction',
    unit: 'thumbs up per rated answer per day',
    format: formatPercent,
    tick: percentTick,
  },
}

export type TrendLine = { key: string; label: string; colour: string; dash: string; calls: number }
export type TrendPoint = { day: string; values: Record<string, number | null> }
export type TrendChart = ChartWords & {
  team: TrendLine
  /** Every model of the period, the most used first. */
  models: TrendLine[]
  /** The whole team and then the models drawn. */
  lines: TrendLine[]
  points: TrendPoint[]
  /** Where the axis starts; rates start below the lowest one, everything else at 0. */
  axisFrom: number
}

export type TrendInput = {
  trends: readonly DayMetrics[]
  trendsByModel: readonly ModelDayMetrics[]
  /** All arms of the period, whatever the filters, so that a model keeps its colour. */
  arms: readonly Arm[]
  metric: TrendMetric
  /** Keys of the models to draw beside the whole team; null draws those that changed, or else the most used. */
  drawn: readonly string[] | null
  /** The day that is not over yet, left out of every comparison. */
  unfinishedDay: string | null
}

export const TEAM_KEY = 'team'
const DRAWN_BY_ITSELF = 2

export function prepareTrend({
  trends,
  trendsByModel,
  arms,
  metric,
  drawn,
  unfinishedDay,
}: TrendInput): TrendChart {
  const words = TREND_WORDS[metric]
  const calls = trends.reduce((sum, day) => sum + day.usageCount, 0)
  const byModel = modelSeries({ trends, trendsByModel, arms, metric })
  const isFinished = trends.map(({ day }) => day !== unfinishedDay)
  const finished = (values: readonly (number | null)[]) => values.filter((_, index) => isFinished[index])
  const teamValues = trends.map((day) => day[metric])
  const movers = metric === 'usageCount' ? [] : certainMovers(byModel, finished)
  const shown =
    drawn ?? (movers.length > 0 ? movers : byModel).slice(0, DRAWN_BY_ITSELF).map(({ key }) => key)
  const team: TrendLine = { key: TEAM_KEY, label: 'All models', colour: 'var(--ink)', dash: '', calls }
  const lines = [team, ...byModel.filter(({ key }) => shown.includes(key))]
  const points = trends.map(
    ({ day }, index): TrendPoint => ({
      day,
      values: {
        [TEAM_KEY]: teamValues[index] ?? null,
        ...Object.fromEntries(byModel.map(({ key, values }) => [key, values[index] ?? null])),
      },
    }),
  )
  return {
    title: [teamFinding(metric, finished(teamValues)), moverFinding(metric, movers[0])]
      .filter(Boolean)
      .join('; '),
    note: `${words.label}: ${words.unit}, of ${formatQuantity(calls, 'call')}`,
    team,
    models: byModel.map(({ values: _, ...line }) => line),
    lines,
    points,
    axisFrom: axisFrom(metric, points, lines),
    table: {
      columns: ['Day', ...lines.map(({ label }) => label), 'Calls'],
      rows: trends.map(({ day, usageCount }, index) => ({
        key: day,
        cells: [
          formatDay(day) + (day === unfinishedDay ? ' (so far)' : ''),
          ...lines.map(({ key }) => words.format(points[index]?.values[key] ?? null)),
          formatCount(usageCount),
        ],
      })),
    },
  }
}

function axisFrom(metric: TrendMetric, points: readonly TrendPoint[], lines: readonly TrendLine[]): number {
  if (metric === 'usageCount' || metric === 'avgResponseTime') return 0
  const values = known(points.flatMap(({ values }) => lines.map(({ key }) => values[key] ?? null)))
  return Math.max(0, Math.min(90, Math.floor((Math.min(100, ...values) - 1) / 10) * 10))
}

type ModelSeries = TrendLine & { values: (number | null)[] }
type Mover = ModelSeries & { before: number; recent: number }

function modelSeries({
  trends,
  trendsByModel,
  arms,
  metric,
}: Pick<TrendInput, 'trends' | 'trendsByModel' | 'arms' | 'metric'>): ModelSeries[] {
  const labelOf = armLabels(arms)
  const models = Map.groupBy(trendsByModel, armKey)
  const looks = new Map(
    arms
      .map(armKey)
      .sort()
      .map((key, index) => [key, seriesLook(index)]),
  )
  return [...models]
    .map(([key, days]) => {
      const onDay = new Map(days.map((row) => [row.day, row[metric]]))
      const missing = metric === 'usageCount' ? 0 : null
      return {
        key,
        label: days[0] ? labelOf(days[0]) : key,
        ...(looks.get(key) ?? seriesLook(0)),
        calls: days.reduce((sum, row) => sum + row.usageCount, 0),
        values: trends.map(({ day }) => onDay.get(day) ?? missing),
      }
    })
    .sort((a, b) => b.calls - a.calls)
}

function certainMovers(
  models: readonly ModelSeries[],
  finished: (values: readonly (number | null)[]) => (number | null)[],
): Mover[] {
  const shifts = models.flatMap((model) => {
    const shift = dailyShift(finished(model.values))
    return shift ? [{ ...model, ...shift }] : []
  })
  const adjusted = holm(shifts.map(({ pValue }) => pValue))
  return shifts.filter((_, index) => (adjusted[index] ?? 1) < 0.05).sort((a, b) => a.pValue - b.pValue)
}

function teamFinding(metric: TrendMetric, values: readonly (number | null)[]): string {
  const { label, format } = TREND_WORDS[metric]
  const average = mean(known(values))
  if (average === null) return `${label}: no value in this period`
  if (metric === 'usageCount') return `${formatQuantity(Math.round(average), 'call')} on an average day`
  const shift = dailyShift(values)
  if (!shift) return `${label}: ${format(average)} on an average day`
  if (shift.pValue >= 0.05) return `${label} held at about ${format(average)}`
  const verb = shift.recent > shift.before ? 'rose' : 'fell'
  return `${label} ${verb} from ${format(shift.before)} to ${format(shift.recent)} in the last ${RECENT_DAYS} days`
}

function moverFinding(metric: TrendMetric, mover: Mover | undefined): string | null {
  if (!mover) return null
  const { format } = TREND_WORDS[metric]
  return `${mover.label} went from ${format(mover.before)} to ${format(mover.recent)}`
}
