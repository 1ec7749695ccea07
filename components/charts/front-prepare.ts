import { type PriceAxis, priceAxis, qualityAxis } from '@/components/charts/front-axes-prepare'
import { frontFinding } from '@/components/charts/front-finding-prepare'
import type { ChartWords } from '@/components/charts/prepared'
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
  quality: string
  p95: string
  calls: number
  usd: number | null
}

export type FrontDot = FrontReading & {
  usd: number
  percent: number
  /** Ends of the 95 % interval. */
  low: number
  high: number
  /** Distances from `percent` down and up to the ends of what is drawn of the interval, in points. */
  reach: [number, number]
  /** On which side the words for its priorities stand. */
  words: { isLeft: boolean; isBelow: boolean }
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

/** Dots nearer than these shares of the picture would share the room for their words. */
const NEAR = { across: 0.25, up: 0.1 }

/** @param evidenceDays how far back the evidence reaches */
export function prepareFront(front: FrontOfTask, evidenceDays: number): FrontChart {
  const points = front.points.toSorted(byPrice)
  const readings = points.map(reading)
  const usdAxis = priceAxis(points)
  const percentTicks = qualityAxis(points)
  const dots = frontDots(points, readings, { usdAxis, percentTicks })
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
    line: frontLine(dots, usdAxis.ticks.at(-1) ?? 0),
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
    quality: formatPercent(100 * point.quality.mean),
    p95: formatDuration(point.p95Ms),
    calls: point.calls,
    usd: point.costPerSuccessUsd,
  }
}

type Axes = { usdAxis: PriceAxis; percentTicks: readonly number[] }

function frontDots(
  points: readonly FrontPoint[],
  readings: readonly FrontReading[],
  { usdAxis, percentTicks }: Axes,
): FrontDot[] {
  const [bottom, top] = [percentTicks[0] ?? 0, percentTicks.at(-1) ?? 100]
  const isNear = (one: FrontPoint, other: FrontPoint) =>
    Math.abs(usdAxis.share(one) - usdAxis.share(other)) < NEAR.across &&
    (100 * Math.abs(one.quality.mean - other.quality.mean)) / (top - bottom) < NEAR.up
  return points.flatMap((point, index): FrontDot[] => {
    const [usd, own] = [point.costPerSuccessUsd, readings[index]]
    if (usd === null || !own) return []
    const [percent, low, high] = [100 * point.quality.mean, 100 * point.quality.low, 100 * point.quality.high]
    // Above a dot of the front nothing is to its left, below it nothing to its right.
    const isBelow = points.some(
      (other) =>
        other.chosenFor.length > 0 && other.quality.mean > point.quality.mean && isNear(other, point),
    )
    return [
      {
        ...own,
        usd,
        percent,
        low,
        high,
        reach: [percent - Math.max(low, bottom), Math.min(high, top) - percent],
        words: { isLeft: usdAxis.share(point) > (isBelow ? 0.6 : 0.4), isBelow },
      },
    ]
  })
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

function frontLine(dots: readonly FrontDot[], toUsd: number): FrontChart['line'] {
  const corners: FrontChart['line'] = []
  for (const { kind, usd, percent } of dots) {
    if (kind === 'front' && percent > (corners.at(-1)?.percent ?? -1)) corners.push({ usd, percent })
  }
  const last = corners.at(-1)
  return last ? [...corners, { usd: toUsd, percent: last.percent }] : []
}
