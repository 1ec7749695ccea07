import { fisherTest, normalTail, studentQuantile95, studentTail, Z_95 } from '@/lib/analytics/distributions'

/** `hits` of `total` calls. */
export type Proportion = { hits: number; total: number }

/** Count, mean and sample variance (n − 1) of ln(milliseconds). */
export type LogTimes = { count: number; logMean: number; logVariance: number }

export type Interval = { low: number; high: number }

/** Wilson's score interval of a share, 95 %, as numbers 0–1; null without a call. (Wilson 1927) */
export function wilsonInterval({ hits, total }: Proportion): Interval | null {
  if (total === 0) return null
  const share = hits / total
  const squared = (Z_95 * Z_95) / total
  const centre = share + squared / 2
  const reach = Z_95 * Math.sqrt((share * (1 - share) + squared / 4) / total)
  return {
    low: hits === 0 ? 0 : (centre - reach) / (1 + squared),
    high: hits === total ? 1 : (centre + reach) / (1 + squared),
  }
}

/**
 * Two-sided p-value for two shares being equal: Fisher's exact test while an expected count is below 20 (in the far
 * tails that many comparisons need, the approximation is too bold there), the pooled z test beyond; 1 when either
 * side is empty.
 */
export function twoProportionTest(a: Proportion, b: Proportion): number {
  const total = a.total + b.total
  const hits = a.hits + b.hits
  if (a.total === 0 || b.total === 0 || hits === 0 || hits === total) return 1
  const smallest = (Math.min(a.total, b.total) * Math.min(hits, total - hits)) / total
  if (smallest < 20) return fisherTest(a.hits, a.total, b.hits, b.total)
  const pooled = hits / total
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.total + 1 / b.total))
  return normalTail((a.hits / a.total - b.hits / b.total) / error)
}

/**
 * Two-sided p-value for two shares being equal within every stratum (Cochran–Mantel–Haenszel with continuity
 * correction), so that a model is not blamed for having been given the harder calls. Strata where one side has no call say
 * nothing. Null when too few are left for the approximation (Mantel & Fleiss 1980); one stratum alone is tested exactly.
 */
export function stratifiedProportionTest(
  strata: readonly (readonly [Proportion, Proportion])[],
): number | null {
  const shared = strata.filter(([a, b]) => a.total > 0 && b.total > 0)
  const [only] = shared
  if (shared.length === 1 && only) return twoProportionTest(...only)
  let surplus = 0
  let variance = 0
  let room = { below: 0, above: 0 }
  for (const [a, b] of shared) {
    const total = a.total + b.total
    const hits = a.hits + b.hits
    const expected = (a.total * hits) / total
    surplus += a.hits - expected
    variance += (a.total * b.total * hits * (total - hits)) / (total * total * (total - 1))
    room = {
      below: room.below + expected - Math.max(0, hits - b.total),
      above: room.above + Math.min(a.total, hits) - expected,
    }
  }
  if (Math.min(room.below, room.above) < 5) return null
  return normalTail(Math.max(0, Math.abs(surplus) - 0.5) / Math.sqrt(variance))
}

/** How many times longer `a` takes than `b`, with a 95 % interval of the ratio and the p-value for no difference. */
export type TimeRatio = Interval & { ratio: number; pValue: number }

/** Welch's test on the logarithms of response times; null with fewer than two times, or none that vary, on either side. */
export function timeRatio(a: LogTimes, b: LogTimes): TimeRatio | null {
  return stratifiedTimeRatio([[a, b]])
}

/**
 * The same within strata (Welch per stratum, weighted by the inverse of its variance, Satterthwaite's degrees of freedom).
 * Strata with fewer than two times on either side say nothing; null when none is left.
 */
export function stratifiedTimeRatio(strata: readonly (readonly [LogTimes, LogTimes])[]): TimeRatio | null {
  let weights = 0
  let weighted = 0
  let spread = 0
  for (const [a, b] of strata) {
    if (a.count < 2 || b.count < 2) continue
    const [errorA, errorB] = [a.logVariance / a.count, b.logVariance / b.count]
    const variance = errorA + errorB
    if (variance === 0) continue
    const degrees = variance ** 2 / (errorA ** 2 / (a.count - 1) + errorB ** 2 / (b.count - 1))
    weights += 1 / variance
    weighted += (a.logMean - b.logMean) / variance
    spread += 1 / (variance ** 2 * degrees)
  }
  if (weights === 0) return null
  const difference = weighted / weights
  const error = Math.sqrt(1 / weights)
  const degrees = weights ** 2 / spread
  const reach = studentQuantile95(degrees) * error
  return {
    ratio: Math.exp(difference),
    low: Math.exp(difference - reach),
    high: Math.exp(difference + reach),
    pValue: studentTail(difference / error, degrees),
  }
}

/** Count, mean and variance of all times together. */
export function pooledTimes(parts: readonly LogTimes[]): LogTimes {
  return parts.reduce(
    (a, b) => {
      const count = a.count + b.count
      if (b.count === 0 || a.count === 0) return a.count === 0 ? b : a
      const gap = b.logMean - a.logMean
      const squares =
        a.logVariance * (a.count - 1) + b.logVariance * (b.count - 1) + (gap ** 2 * a.count * b.count) / count
      return { count, logMean: a.logMean + (gap * b.count) / count, logVariance: squares / (count - 1) }
    },
    { count: 0, logMean: 0, logVariance: 0 },
  )
}

/**
 * One-sided p-value for the first of each pair being worse than the second by `margin` (0–1) or more, were it given the
 * second's calls; a small one shows that it is not. A z test on the difference standardised to the second's mix of
 * strata, each share with one hit and one miss added (Agresti & Caffo 2000), so that the error does not vanish at 100 %.
 * Strata where one side has no call say nothing; 1 when none is left.
 */
export function notInferiorTest(
  strata: readonly (readonly [Proportion, Proportion])[],
  margin: number,
): number {
  const shared = strata.filter(([a, b]) => a.total > 0 && b.total > 0)
  const size = shared.reduce((sum, [, b]) => sum + b.total, 0)
  if (size === 0) return 1
  let difference = 0
  let variance = 0
  for (const [first, second] of shared) {
    const weight = second.total / size
    const [a, b] = [softened(first), softened(second)]
    difference += weight * (a.share - b.share)
    variance += weight ** 2 * (a.variance + b.variance)
  }
  const z = (difference + margin) / Math.sqrt(variance)
  return z > 0 ? normalTail(z) / 2 : 1 - normalTail(z) / 2
}

function softened({ hits, total }: Proportion) {
  const share = (hits + 1) / (total + 2)
  return { share, variance: (share * (1 - share)) / (total + 2) }
}

/** Holm's adjusted p-values (1979), in the order given: the chance that any claim below 5 % is false stays below 5 %. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p)
  const adjusted = new Array<number>(pValues.length).fill(1)
  let running = 0
  for (const [rank, { p, index }] of order.entries()) {
    running = Math.max(running, Math.min(1, p * (pValues.length - rank)))
    adjusted[index] = running
  }
  return adjusted
}
