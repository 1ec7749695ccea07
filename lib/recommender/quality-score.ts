/** Rates in percent (0–100), the mean response time of successful calls in milliseconds. */
export type QualityInput = {
  successRate: number
  /** Null when no call was rated. */
  satisfactionRate: number | null
  /** Null when no successful call was timed: its speed score is 0. */
  avgResponseTimeMs: number | null
}

/**
 * The score A31, 0–100: 0.4 · success + 0.4 · satisfaction + 0.2 · speed, and without a rating
 * (0.4 · success + 0.2 · speed) ÷ 0.6. The same operations in the same order as in SQL (float8).
 */
export function qualityScore({ successRate, satisfactionRate, avgResponseTimeMs }: QualityInput): number {
  const speed = speedScore(avgResponseTimeMs)
  if (satisfactionRate === null) return (0.4 * successRate + 0.2 * speed) / 0.6
  return 0.4 * successRate + 0.4 * satisfactionRate + 0.2 * speed
}

/** 100 at no time at all, 0 from ten seconds on. */
function speedScore(avgResponseTimeMs: number | null): number {
  if (avgResponseTimeMs === null) return 0
  return Math.max(0, 100 - Math.min(100, avgResponseTimeMs / 100))
}
