import { logTicks, roundTicks } from '@/components/charts/ticks'
import type { FrontPoint } from '@/lib/recommender/front-of-task'

/** `share` is how far to the right a point stands, 0–1. */
export type PriceAxis = { ticks: number[]; isLogarithmic: boolean; share: (point: FrontPoint) => number }

/** Logarithmic where prices differ more than tenfold, unless one is free. */
export function priceAxis(points: readonly FrontPoint[]): PriceAxis {
  const prices = points.map((point) => point.costPerSuccessUsd).filter((usd) => usd !== null)
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)]
  const isLogarithmic = lowest > 0 && highest > 10 * lowest && prices.length > 0
  const ticks = isLogarithmic ? logTicks(lowest, highest) : roundTicks(0, Math.max(0, ...prices))
  const scale = isLogarithmic ? Math.log : (usd: number) => usd
  const [from, to] = [scale(ticks[0] ?? 0), scale(ticks.at(-1) ?? 0)]
  return {
    ticks,
    isLogarithmic,
    share: ({ costPerSuccessUsd }) =>
      costPerSuccessUsd !== null && to > from ? (scale(costPerSuccessUsd) - from) / (to - from) : 0,
  }
}

/** Wide enough for the intervals of what has enough evidence; the wide ones of the others are cut off. */
export function qualityAxis(points: readonly FrontPoint[]): number[] {
  const ends = points.flatMap(({ isEnough, quality: { mean, low, high } }) =>
    isEnough ? [low, high] : [mean],
  )
  const from = Math.max(0, Math.floor(10 * Math.min(1, ...ends) - 0.2) * 10)
  const to = Math.max(from + 10, Math.ceil(10 * Math.max(0, ...ends)) * 10)
  return roundTicks(Math.min(from, 90), Math.min(to, 100))
}
