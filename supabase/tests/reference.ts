import { TZDate } from '@date-fns/tz'
import { expect } from 'vitest'
import type { Counts } from '@/lib/analytics/judge-metrics'
import { latencyBucket, latencyQuantile, mergedLatencies } from '@/lib/analytics/latency-sketch'
import type { RatedCall } from './random-calls'

/** What the SQL must answer, computed without it. */

/** The team-local day of an instant, `yyyy-MM-dd`. */
export function dayOf(instant: string | Date, timeZone: string): string {
  return isoDay(new TZDate(new Date(instant).getTime(), timeZone))
}

/** The instant at which the team-local day begins that lies so many days before the one of `now`. */
export function startOfDay(now: Date, timeZone: string, daysBack: number): Date {
  const local = new TZDate(now.getTime(), timeZone)
  return new Date(new TZDate(local.getFullYear(), local.getMonth(), local.getDate() - daysBack, timeZone))
}

/** The instant that shows the same wall clock so many team-local days before. */
export function sameClock(now: Date, timeZone: string, daysBack: number): Date {
  const at = new TZDate(now.getTime(), timeZone)
  return new Date(
    new TZDate(
      at.getFullYear(),
      at.getMonth(),
      at.getDate() - daysBack,
      at.getHours(),
      at.getMinutes(),
      at.getSeconds(),
      at.getMilliseconds(),
      timeZone,
    ),
  )
}

function isoDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

export function between(calls: readonly RatedCall[], from: Date, to: Date): RatedCall[] {
  return calls.filter((call) => {
    const at = new Date(call.timestamp)
    return at >= from && at < to
  })
}

export function groupBy(
  calls: readonly RatedCall[],
  key: (call: RatedCall) => string,
): Map<string, RatedCall[]> {
  const groups = new Map<string, RatedCall[]>()
  for (const call of calls) groups.set(key(call), [...(groups.get(key(call)) ?? []), call])
  return groups
}

/** Percentiles are those of a latency sketch; logarithms are counted in millionths, as the database does. */
export function countsOf(calls: readonly RatedCall[]): Counts {
  const having = (test: (call: RatedCall) => boolean) => calls.filter(test).length
  const successful = calls.filter((call) => call.outcome === 'ok')
  const times = known(successful.map((call) => call.response_time_ms))
  const tokens = known(calls.map((call) => call.tokens_used))
  const firstTokens = known(successful.map((call) => call.time_to_first_token_ms))
  const costs = known(calls.map((call) => call.cost_usd))
  return {
    calls: calls.length,
    succeeded: successful.length,
    failed: having((call) => call.outcome === 'error' || call.outcome === 'timeout'),
    stopped: having((call) => call.outcome === 'stopped'),
    thumbsUp: having((call) => call.rating === 1),
    thumbsDown: having((call) => call.rating === -1),
    timedCalls: times.length,
    avgMs: mean(times),
    p50: sketchQuantile(times, 0.5),
    p95: sketchQuantile(times, 0.95),
    p99: sketchQuantile(times, 0.99),
    ...logTimes(times),
    avgTtftMs: mean(firstTokens),
    ttftP50: sketchQuantile(firstTokens, 0.5),
    ttftP95: sketchQuantile(firstTokens, 0.95),
    firstTokenCalls: firstTokens.length,
    inputTokens: sum(known(calls.map((call) => call.input_tokens))),
    cachedInputTokens: sum(known(calls.map((call) => call.cached_input_tokens))),
    totalTokens: sum(tokens),
    tokenCalls: tokens.length,
    costUsd: sum(costs),
    pricedCalls: costs.length,
    pricedSuccesses: known(successful.map((call) => call.cost_usd)).length,
  }
}

export function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null)
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length
}

function sketchQuantile(times: readonly number[], share: number): number | null {
  return latencyQuantile(mergedLatencies(times.map((ms) => [[latencyBucket(ms), 1]])), share)
}

function logTimes(times: readonly number[]) {
  const millionths = (value: number) => Math.round(1e6 * value) / 1e6
  const logs = times.map((ms) => Math.log(Math.max(1, ms)))
  const logSum = sum(logs.map(millionths))
  const squares = sum(logs.map((log) => millionths(log ** 2)))
  return {
    logMeanMs: times.length === 0 ? null : logSum / times.length,
    logVarMs:
      times.length < 2 ? null : Math.max(0, squares - logSum ** 2 / times.length) / (times.length - 1),
  }
}

/** Without the percentiles, which are not answered for every group. */
export function plainCountsOf(calls: readonly RatedCall[]): Counts {
  return { ...countsOf(calls), p50: null, p95: null, p99: null, ttftP50: null, ttftP95: null }
}

/** With the ranks in between interpolated. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = share * (sorted.length - 1)
  const low = sorted[Math.floor(rank)]
  const high = sorted[Math.ceil(rank)]
  return low === undefined || high === undefined ? null : low + (high - low) * (rank - Math.floor(rank))
}

export function percent(hits: number, total: number): number | null {
  return total === 0 ? null : (100 * hits) / total
}

/** Equal but for the last digits of numbers; drivers that give a number as text are understood. */
export function expectClose(actual: unknown, expected: unknown, path = 'answer'): void {
  if (typeof expected === 'number') {
    expect(actual, path).not.toBeNull()
    const difference = Math.abs(Number(actual) - expected)
    expect(difference, `${path}: ${actual} for ${expected}`).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(expected)),
    )
  } else if (Array.isArray(expected)) {
    expect(actual, path).toHaveLength(expected.length)
    for (const [index, item] of expected.entries()) expectClose(at(actual, index), item, `${path}[${index}]`)
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [key, value] of Object.entries(expected)) expectClose(at(actual, key), value, `${path}.${key}`)
  } else expect(actual, path).toEqual(expected)
}

function at(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

/** A32: calls that ended in success or failure, rates in percent and null where nothing was counted; 0–100. */
export function confidence(calls: number, successRate: number | null, satisfactionRate: number | null) {
  return 50 * Math.min(1, calls / 50) + 0.3 * (successRate ?? 0) + 0.2 * (satisfactionRate ?? 50)
}
