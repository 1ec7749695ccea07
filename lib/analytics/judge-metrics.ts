import type { Metrics, Rate } from '@/lib/analytics/models-answer'
import { type Proportion, wilsonInterval } from '@/lib/analytics/statistics'
import { costPerSuccess } from '@/lib/pricing/cost-per-success'
import { qualityScore } from '@/lib/recommender/quality-score'

/** What SQL counts of any group of calls; times in milliseconds are those of successful calls, null without one. */
export type Counts = {
  calls: number
  succeeded: number
  failed: number
  stopped: number
  thumbsUp: number
  thumbsDown: number
  timedCalls: number
  avgMs: number | null
  p50: number | null
  p95: number | null
  p99: number | null
  /** Mean and sample variance of ln(response time in ms, at least 1); null with none, the variance also with one. */
  logMeanMs: number | null
  logVarMs: number | null
  avgTtftMs: number | null
  ttftP50: number | null
  ttftP95: number | null
  /** Successful calls whose time to the first token is known. */
  firstTokenCalls: number
  inputTokens: number
  /** Those of them that a provider read from its cache. */
  cachedInputTokens: number
  totalTokens: number
  /** Calls whose tokens are known. */
  tokenCalls: number
  costUsd: number
  /** Calls whose price is known, and the successful ones among them. */
  pricedCalls: number
  pricedSuccesses: number
}

/** The figures people read, each with what it rests on; null where nothing was counted. */
export function judgeMetrics(counts: Counts): Metrics {
  const successInterval = rate({ hits: counts.succeeded, total: counts.succeeded + counts.failed })
  const satisfactionInterval = rate({ hits: counts.thumbsUp, total: counts.thumbsUp + counts.thumbsDown })
  const successRate = successInterval?.percent ?? null
  const satisfactionRate = satisfactionInterval?.percent ?? null
  return {
    usageCount: counts.calls,
    succeeded: counts.succeeded,
    failed: counts.failed,
    stopped: counts.stopped,
    thumbsUp: counts.thumbsUp,
    thumbsDown: counts.thumbsDown,
    notRated: counts.calls - counts.thumbsUp - counts.thumbsDown,
    avgResponseTime: counts.avgMs,
    p50: counts.p50,
    p95: counts.p95,
    p99: counts.p99,
    timedCalls: counts.timedCalls,
    logVarMs: counts.logVarMs,
    avgTimeToFirstToken: counts.avgTtftMs,
    timeToFirstTokenP50: counts.ttftP50,
    timeToFirstTokenP95: counts.ttftP95,
    firstTokenCalls: counts.firstTokenCalls,
    successRate,
    successInterval,
    satisfactionRate,
    satisfactionInterval,
    qualityScore:
      successRate === null
        ? null
        : qualityScore({ successRate, satisfactionRate, avgResponseTimeMs: counts.avgMs }),
    avgTokens: counts.tokenCalls === 0 ? null : counts.totalTokens / counts.tokenCalls,
    totalTokens: counts.totalTokens,
    inputTokens: counts.inputTokens,
    cachedInputShare: counts.inputTokens === 0 ? null : (100 * counts.cachedInputTokens) / counts.inputTokens,
    tokenCalls: counts.tokenCalls,
    totalCost: counts.costUsd,
    pricedCalls: counts.pricedCalls,
    pricedSuccesses: counts.pricedSuccesses,
    costPerSuccess: costPerSuccess(counts),
  }
}

function rate(share: Proportion): Rate {
  const interval = wilsonInterval(share)
  if (interval === null) return null
  return {
    percent: (100 * share.hits) / share.total,
    low: 100 * interval.low,
    high: 100 * interval.high,
    count: share.total,
  }
}
