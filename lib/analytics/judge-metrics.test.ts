import { describe, expect, test } from 'vitest'
import { type Counts, judgeMetrics } from '@/lib/analytics/judge-metrics'

const counts: Counts = {
  calls: 110,
  succeeded: 90,
  failed: 10,
  stopped: 10,
  thumbsUp: 8,
  thumbsDown: 2,
  timedCalls: 90,
  avgMs: 2000,
  p50: 1500,
  p95: 4000,
  p99: 9000,
  logMeanMs: 7.3,
  logVarMs: 0.4,
  avgTtftMs: 400,
  ttftP50: 350,
  ttftP95: 900,
  firstTokenCalls: 85,
  inputTokens: 40_000,
  cachedInputTokens: 10_000,
  totalTokens: 50_000,
  tokenCalls: 100,
  costUsd: 4.5,
  pricedCalls: 95,
  pricedSuccesses: 75,
}
const none: Counts = {
  calls: 0,
  succeeded: 0,
  failed: 0,
  stopped: 0,
  thumbsUp: 0,
  thumbsDown: 0,
  timedCalls: 0,
  avgMs: null,
  p50: null,
  p95: null,
  p99: null,
  logMeanMs: null,
  logVarMs: null,
  avgTtftMs: null,
  ttftP50: null,
  ttftP95: null,
  firstTokenCalls: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  totalTokens: 0,
  tokenCalls: 0,
  costUsd: 0,
  pricedCalls: 0,
  pricedSuccesses: 0,
}

describe('figures from counts', () => {
  test('A15 stopped calls count as neither success nor failure', () => {
    const metrics = judgeMetrics(counts)
    expect(metrics.successRate).toBe(90)
    expect(metrics.successInterval).toMatchObject({ percent: 90, count: 100 })
    // Wilson's interval of 90 of 100 by R's binom.confint(90, 100, method = 'wilson').
    expect(metrics.successInterval?.low).toBeCloseTo(82.5634, 3)
    expect(metrics.successInterval?.high).toBeCloseTo(94.4771, 3)
    expect(metrics).toMatchObject({ usageCount: 110, succeeded: 90, failed: 10, stopped: 10 })
  })

  test('A15 not rated is not negative', () => {
    expect(judgeMetrics(counts)).toMatchObject({
      satisfactionRate: 80,
      thumbsUp: 8,
      thumbsDown: 2,
      notRated: 100,
    })
    const unrated = judgeMetrics({ ...counts, thumbsUp: 0, thumbsDown: 0 })
    expect(unrated.satisfactionRate).toBeNull()
    expect(unrated.satisfactionInterval).toBeNull()
  })

  test('A31 the quality score of the group', () => {
    expect(judgeMetrics(counts).qualityScore).toBeCloseTo(0.4 * 90 + 0.4 * 80 + 0.2 * 80, 12)
    const unrated = judgeMetrics({ ...counts, thumbsUp: 0, thumbsDown: 0 })
    expect(unrated.qualityScore).toBeCloseTo((0.4 * 90 + 0.2 * 80) / 0.6, 12)
  })

  test('A15 tokens per call with known tokens, dollars per successful call', () => {
    expect(judgeMetrics(counts)).toMatchObject({ avgTokens: 500, totalTokens: 50_000, totalCost: 4.5 })
    expect(judgeMetrics(counts)).toMatchObject({ tokenCalls: 100, firstTokenCalls: 85 })
    // 4.5 dollars over the 75 successes whose price is known, not over all 90.
    expect(judgeMetrics(counts).costPerSuccess).toBeCloseTo(0.06, 12)
    expect(judgeMetrics({ ...counts, pricedSuccesses: 0 }).costPerSuccess).toBeNull()
  })

  test('A28 no call gives no figure, and no division by zero', () => {
    expect(judgeMetrics(none)).toMatchObject({
      usageCount: 0,
      notRated: 0,
      avgResponseTime: null,
      successRate: null,
      successInterval: null,
      satisfactionRate: null,
      qualityScore: null,
      avgTokens: null,
      totalCost: 0,
      costPerSuccess: null,
    })
  })
})
