import { studentTail } from '@/lib/analytics/distributions'

/** The days looked at as “the last days”: a week, so that weekdays do not masquerade as a change. */
export const RECENT_DAYS = 7

export type DailyShift = {
  /** Means of the daily values before and in the last seven days. */
  before: number
  recent: number
  /** Two-sided, for no difference: Welch's t test on the daily values. */
  pValue: number
}

/**
 * Whether the last seven of the days differ from those before; null with fewer than five daily values on either side.
 * @param values one per day, oldest first; null on days without a value
 */
export function dailyShift(values: readonly (number | null)[]): DailyShift | null {
  const before = known(values.slice(0, -RECENT_DAYS))
  const recent = known(values.slice(-RECENT_DAYS))
  if (before.length < 5 || recent.length < 5) return null
  const [a, b] = [moments(before), moments(recent)]
  const error = a.squaredError + b.squaredError
  const difference = b.mean - a.mean
  if (error === 0) return { before: a.mean, recent: b.mean, pValue: difference === 0 ? 1 : 0 }
  const degrees =
    error ** 2 / (a.squaredError ** 2 / (before.length - 1) + b.squaredError ** 2 / (recent.length - 1))
  return {
    before: a.mean,
    recent: b.mean,
    pValue: studentTail(difference / Math.sqrt(error), degrees),
  }
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

export function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null)
}

function moments(values: readonly number[]): { mean: number; squaredError: number } {
  const average = mean(values) ?? 0
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0)
  return { mean: average, squaredError: squares / (values.length - 1) / values.length }
}
