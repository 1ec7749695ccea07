import { addDays, format } from 'date-fns'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { judgeMetrics } from '@/lib/analytics/judge-metrics'
import type { DayMetrics, Metrics, ModelDayMetrics, ModelMetrics } from '@/lib/analytics/models-answer'

type Tally = {
  succeeded: number
  failed: number
  stopped: number
  up: number
  down: number
  meanMs: number
  cost: number
  tokens: number
}

export function metricsOf({ succeeded, failed, stopped, up, down, meanMs, cost, tokens }: Tally): Metrics {
  const calls = succeeded + failed + stopped
  const avgMs = succeeded > 0 ? meanMs : null
  return judgeMetrics({
    calls,
    succeeded,
    failed,
    stopped,
    thumbsUp: up,
    thumbsDown: down,
    timedCalls: succeeded,
    avgMs,
    p50: avgMs && avgMs * 0.86,
    p95: avgMs && avgMs * 2.2,
    p99: avgMs && avgMs * 3.1,
    logMeanMs: avgMs && Math.log(avgMs * 0.86),
    logVarMs: avgMs && 0.3,
    avgTtftMs: avgMs && avgMs * 0.21,
    ttftP50: avgMs && avgMs * 0.18,
    ttftP95: avgMs && avgMs * 0.5,
    firstTokenCalls: succeeded,
    inputTokens: tokens / 2,
    cachedInputTokens: tokens / 8,
    totalTokens: tokens,
    tokenCalls: calls,
    costUsd: cost,
    pricedCalls: calls,
    pricedSuccesses: succeeded,
  })
}

const add = (tallies: Tally[]): Tally =>
  tallies.reduce(
    (sum, next) => ({
      succeeded: sum.succeeded + next.succeeded,
      failed: sum.failed + next.failed,
      stopped: sum.stopped + next.stopped,
      up: sum.up + next.up,
      down: sum.down + next.down,
      meanMs:
        (sum.meanMs * sum.succeeded + next.meanMs * next.succeeded) /
        Math.max(1, sum.succeeded + next.succeeded),
      cost: sum.cost + next.cost,
      tokens: sum.tokens + next.tokens,
    }),
    { succeeded: 0, failed: 0, stopped: 0, up: 0, down: 0, meanMs: 0, cost: 0, tokens: 0 },
  )

const arms = [
  {
    provider: 'anthropic',
    model: 'claude-haiku-4-5',
    share: 0.17,
    ms: 1450,
    ok: 0.985,
    liked: 0.78,
    usd: 0.0021,
  },
  {
    provider: 'anthropic',
    model: 'claude-opus-4-8',
    share: 0.08,
    ms: 7900,
    ok: 0.991,
    liked: 0.93,
    usd: 0.031,
  },
  {
    provider: 'anthropic',
    model: 'claude-sonnet-5',
    share: 0.21,
    ms: 4100,
    ok: 0.988,
    liked: 0.89,
    usd: 0.0088,
  },
  {
    provider: 'google',
    model: 'gemini-3.1-flash-lite',
    share: 0.11,
    ms: 900,
    ok: 0.962,
    liked: 0.66,
    usd: 0.0005,
  },
  {
    provider: 'google',
    model: 'gemini-3.5-flash',
    share: 0.16,
    ms: 2100,
    ok: 0.975,
    liked: 0.8,
    usd: 0.0016,
  },
  { provider: 'openai', model: 'gpt-5.4-mini', share: 0.15, ms: 1900, ok: 0.972, liked: 0.75, usd: 0.0014 },
  { provider: 'openai', model: 'gpt-5.5', share: 0.115, ms: 6200, ok: 0.98, liked: 0.87, usd: 0.017 },
  { provider: 'openai', model: 'gpt-5.6', share: 0.005, ms: 5300, ok: 0.97, liked: 0.9, usd: 0.019 },
]

function daysOf(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => format(addDays(`${from}T00:00:00`, index), 'yyyy-MM-dd'))
}

function cells(days: string[]) {
  const generator = xoroshiro128plus(7)
  const chance = () => (generator.next() >>> 0) / 2 ** 32
  const some = (n: number, p: number) => Array.from({ length: n }).filter(() => chance() < p).length
  return days.flatMap((day, index) =>
    arms.map((arm) => {
      const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
      const isDegraded = arm.model === 'gemini-3.5-flash' && index >= days.length - 7
      const calls = Math.round(arm.share * (isWeekend ? 90 : 270) * (0.8 + 0.4 * chance()))
      const stopped = some(calls, 0.02)
      const succeeded = some(calls - stopped, isDegraded ? 0.8 : arm.ok)
      const rated = some(succeeded, 0.11)
      const up = some(rated, isDegraded ? 0.45 : arm.liked)
      const tally: Tally = {
        succeeded,
        failed: calls - stopped - succeeded,
        stopped,
        up,
        down: rated - up,
        meanMs: arm.ms * (isDegraded ? 2.6 : 1) * (0.92 + 0.16 * chance()),
        cost: calls * arm.usd,
        tokens: calls * 1240,
      }
      return { day, arm, tally }
    }),
  )
}

/** Thirty days of eight models, one of them degrading in the last week, one with hardly any calls. */
export function thirtyDays() {
  const days = daysOf('2026-10-23', 30)
  const all = cells(days)
  const total = metricsOf(add(all.map((cell) => cell.tally)))
  const byModel: ModelMetrics[] = arms.map(({ provider, model }) => {
    const metrics = metricsOf(add(all.filter((cell) => cell.arm.model === model).map((cell) => cell.tally)))
    return { ...metrics, provider, model, costShare: (100 * metrics.totalCost) / total.totalCost }
  })
  const trends: DayMetrics[] = days.map((day) => ({
    day,
    ...metricsOf(add(all.filter((cell) => cell.day === day).map((cell) => cell.tally))),
  }))
  const trendsByModel: ModelDayMetrics[] = all.map(({ day, arm: { provider, model }, tally }) => {
    const { usageCount, avgResponseTime, successRate, satisfactionRate } = metricsOf(tally)
    return { day, provider, model, usageCount, avgResponseTime, successRate, satisfactionRate }
  })
  return { arms: arms.map(({ provider, model }) => ({ provider, model })), byModel, trends, trendsByModel }
}
