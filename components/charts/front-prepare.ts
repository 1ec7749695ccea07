import { frontFinding } from '@/components/charts/front-finding-prepare'
import type { ChartWords } from '@/components/charts/prepared'
import { logTicks, roundTicks } from '@/components/charts/ticks'
import { armKey } from '@/lib/arm-labels'
import { formatCount, formatDuration, formatPercent, formatQuantity, formatUsd } from '@/lib/format'
import type { FrontOfTask, FrontPoint } from '@/lib/recommender/front-of-task'

export type FrontKind = 'front' | 'beaten' | 'early'

export type FrontReading = {
  key: string
  /** The number at the model's dot, 1 for the cheapest; models of unknown price come last and have no dot. */
  mark: number
  label: string
  kind: FrontKind
  /** On the front, or who beats it, and what that could not be told of. */
  place: string
  /** The priorities that choose it, for people; empty when none does. */
  chosenFor: string
  p95: string
  calls: number
  usd: number | null
}

export type FrontDot = FrontReading & {
  usd: number
  percent: number
  /** Distances from `percent` down and up to the ends of the 95 % interval, in points. */
  reach: [number, number]
  /** Whether the priorities stand at its left, where the right is too narrow. */
  isLabelLeft: boolean
}

export type FrontChart = ChartWords & {
  readings: FrontReading[]
  dots: FrontDot[]
  /** Corners of the best quality to be had for a price, from the cheapest on. */
  line: { usd: number; percent: number }[]
  /** Dollars per successful call. */
  usdTicks: number[]
  isLogarithmic: boolean
  /** Percent. */
  percentTicks: number[]
}

/** @param evidenceDays how far back the evidence reaches */
export function prepareFront(front: FrontOfTask, evidenceDays: number): FrontChart {
  const points = front.points.toSorted(byPrice)
  const readings = points.map(reading)
  const usdAxis = priceAxis(points)
  const percentTicks = qualityAxis(points)
  const toUsd = usdAxis.ticks.at(-1) ?? 0
  const dots = points.flatMap((point, index): FrontDot[] => {
    const [usd, own] = [point.costPerSuccessUsd, readings[index]]
    if (usd === null || !own) return []
    const { mean, low, high } = point.quality
    return [
      {
        ...own,
        usd,
        percent: 100 * mean,
        reach: [100 * (mean - low), 100 * (high - mean)],
        isLabelLeft: usdAxis.share(usd) > 0.6,
      },
    ]
  })
  const calls = points.reduce((sum, point) => sum + point.calls, 0)
  return {
    title: frontFinding(front),
    note: frontNote({
      calls,
      evidenceDays,
      isLogarithmic: usdAxis.isLogarithmic,
      from: percentTicks[0] ?? 0,
    }),
    readings,
    dots,
    line: frontLine(dots, toUsd),
    usdTicks: usdAxis.ticks,
    isLogarithmic: usdAxis.isLogarithmic,
    percentTicks,
    table: {
      columns: [
        'Model',
        'Quality',
        '95% interval',
        'p95',
        'Dollars per success',
        'Calls',
        'Place',
        'Chosen for',
      ],
      rows: points.map((point) => ({
        key: armKey(point),
        cells: [
          point.label,
          formatPercent(100 * point.quality.mean),
          `${formatPercent(100 * point.quality.low)} to ${formatPercent(100 * point.quality.high)}`,
          formatDuration(point.p95Ms),
          formatUsd(point.costPerSuccessUsd),
          formatCount(point.calls),
          placeWords(point),
          point.chosenFor.join(', ') || '–',
        ],
      })),
    },
  }
}

function byPrice(one: FrontPoint, other: FrontPoint): number {
  const difference =
    (one.costPerSuccessUsd ?? Number.MAX_VALUE) - (other.costPerSuccessUsd ?? Number.MAX_VALUE)
  return difference || other.quality.mean - one.quality.mean
}

function reading(point: FrontPoint, index: number): FrontReading {
  return {
    key: armKey(point),
    mark: index + 1,
    label: point.label,
    kind: !point.isEnough ? 'early' : point.onFront ? 'front' : 'beaten',
    place: placeWords(point),
    chosenFor: point.chosenFor.join(', '),
    p95: formatDuration(point.p95Ms),
    calls: point.calls,
    usd: point.costPerSuccessUsd,
  }
}

function placeWords({ isEnough, onFront, beatenBy, costPerSuccessUsd, p95Ms }: FrontPoint): string {
  if (!isEnough) return 'not enough evidence yet'
  const unknown = [costPerSuccessUsd === null && 'price', p95Ms === null && 'p95'].filter(Boolean)
  const caveat = unknown.length > 0 ? ` (${unknown.join(' and ')} unknown)` : ''
  return (onFront ? 'on the front' : `beaten by ${beatenBy}`) + caveat
}

type Noted = { calls: number; evidenceDays: number; isLogarithmic: boolean; from: number }

function frontNote({ calls, evidenceDays, isLogarithmic, from }: Noted): string {
  return [
    `Share of good answers against dollars per successful call, of ${formatQuantity(calls, 'call')} in the last ${formatQuantity(evidenceDays, 'day')}`,
    'whiskers: 95% interval',
    ...(isLogarithmic ? ['the price axis is logarithmic'] : []),
    ...(from > 0 ? [`the quality axis starts at ${from}%`] : []),
  ].join('; ')
}

type PriceAxis = { ticks: number[]; isLogarithmic: boolean; share: (usd: number) => number }

/** Logarithmic where prices differ more than tenfold, unless one is free. */
function priceAxis(points: readonly FrontPoint[]): PriceAxis {
  const prices = points.map((point) => point.costPerSuccessUsd).filter((usd) => usd !== null)
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)]
  const isLogarithmic = lowest > 0 && highest > 10 * lowest && prices.length > 0
  const ticks = isLogarithmic ? logTicks(lowest, highest) : roundTicks(0, Math.max(0, ...prices))
  const scale = isLogarithmic ? Math.log : (usd: number) => usd
  const [from, to] = [scale(ticks[0] ?? 0), scale(ticks.at(-1) ?? 0)]
  return { ticks, isLogarithmic, share: (usd) => (to > from ? (scale(usd) - from) / (to - from) : 0) }
}

/** Wide enough for the intervals of what has enough evidence; the wide ones of the others are cut off. */
function qualityAxis(points: readonly FrontPoint[]): number[] {
  const ends = points.flatMap(({ isEnough, quality: { mean, low, high } }) =>
    isEnough ? [low, high] : [mean],
  )
  const from = Math.max(0, Math.floor(10 * Math.min(1, ...ends) - 0.2) * 10)
  return roundTicks(Math.min(from, 90), Math.min(100, Math.ceil(10 * Math.max(0, ...ends)) * 10))
}

function frontLine(dots: readonly FrontDot[], toUsd: number): FrontChart['line'] {
  const corners: FrontChart['line'] = []
  for (const { kind, usd, percent } of dots) {
    if (kind === 'front' && percent > (corners.at(-1)?.percent ?? -1)) corners.push({ usd, percent })
  }
  const last = corners.at(-1)
  return last ? [...corners, { usd: toUsd, percent: last.percent }] : []
}
