import { expect, test } from 'vitest'
import { comparedWith, summaryFigures } from '@/components/analytics/summary-figures'
import { metricsOf } from '@/components/analytics/thirty-days.fixture'
import type { Metrics } from '@/lib/analytics/models-answer'

const tally = {
  succeeded: 950,
  failed: 50,
  stopped: 0,
  up: 80,
  down: 20,
  meanMs: 2000,
  cost: 10,
  tokens: 900_000,
}

function figure(key: string, now: Metrics, previous: Metrics | null) {
  const { usageCount, avgResponseTime, successRate, satisfactionRate, avgTokens, totalCost } = now
  const summary = {
    totalCalls: usageCount,
    avgResponseTime,
    successRate,
    satisfactionRate,
    avgTokens,
    totalCost,
  }
  return summaryFigures({ ...summary, metrics: now, previous }).find((each) => each.key === key)
}

test('A18 six cards: calls, response time, success, satisfaction, tokens, cost', () => {
  const now = metricsOf(tally)
  expect(
    ['calls', 'time', 'success', 'satisfaction', 'tokens', 'cost'].map((key) => figure(key, now, now)?.value),
  ).toEqual(['1,000', '2.00 s', '95.0%', '80.0%', '900', '$10.00'])
})

test('A18 a change that is certain is called better or worse, both figures shown', () => {
  const now = metricsOf(tally)
  const past = metricsOf({ ...tally, succeeded: 900, failed: 100 })
  expect(figure('success', now, past)?.change).toEqual({
    direction: 'up',
    difference: '+5.0 points',
    verdict: 'better',
    before: '90.0%',
  })
  expect(figure('success', past, now)?.change?.verdict).toBe('worse')
})

test('A18 a change that may be chance is not called one', () => {
  const change = figure('satisfaction', metricsOf(tally), metricsOf({ ...tally, up: 75, down: 25 }))?.change
  expect(change).toMatchObject({ direction: 'up', difference: '+5.0 points', verdict: 'none' })
})

test('A18 a shorter response time is the better one', () => {
  const slow = metricsOf({ ...tally, meanMs: 3000 })
  expect(figure('time', metricsOf(tally), slow)?.change).toMatchObject({
    direction: 'down',
    difference: '−33%',
    verdict: 'better',
    before: '3.00 s',
  })
  expect(figure('time', slow, metricsOf(tally))?.change?.verdict).toBe('worse')
  expect(figure('time', metricsOf(tally), metricsOf({ ...tally, meanMs: 2020 }))?.change?.verdict).toBe(
    'none',
  )
})

test('A18 times are judged without percentiles, and by how much they vary', () => {
  const before = { ...metricsOf({ ...tally, meanMs: 2100 }), p50: null, p95: null, p99: null }
  const verdict = (logVarMs: number | null) =>
    figure('time', { ...metricsOf(tally), logVarMs }, { ...before, logVarMs })?.change?.verdict
  expect([0.1, 0.5, null].map(verdict)).toEqual(['better', 'none', 'none'])
})

test('A18 what is compared with is named, up to the hour where the last day is not over', () => {
  const period = {
    days: 30,
    from: '2026-10-23',
    to: '2026-11-21',
    previousFrom: '2026-09-23',
    previousTo: '2026-10-22',
    previousUntil: '2026-10-22T14:03:00.123',
  }
  expect(comparedWith(period, '2026-11-21')).toBe(
    'Before: 23 Sept 2026 to 22 Oct 2026, the last day up to 14:03 because 21 Nov is not over.',
  )
  expect(comparedWith(period, '2026-11-22')).toBe('Before: 23 Sept 2026 to 22 Oct 2026.')
  const day = { ...period, days: 1, from: '2026-11-21', previousFrom: '2026-11-20', previousTo: '2026-11-20' }
  expect(comparedWith(day, '2026-11-22')).toBe('Before: 20 Nov 2026.')
})

test('A18 more calls, tokens or dollars are neither better nor worse', () => {
  const past = metricsOf({ ...tally, succeeded: 450, cost: 5, tokens: 100_000 })
  for (const key of ['calls', 'tokens', 'cost'])
    expect(figure(key, metricsOf(tally), past)?.change?.verdict).toBe('neutral')
})

test('A18 with nothing before there is no change, and no rating is not a rate of zero', () => {
  const unrated = metricsOf({ ...tally, up: 0, down: 0 })
  expect(figure('success', unrated, null)?.change).toBeNull()
  expect(figure('satisfaction', unrated, metricsOf(tally))).toMatchObject({
    value: '–',
    sample: [{ text: 'no call was rated' }],
    change: null,
  })
})

test('A18 answers of unknown price are said to be missing from the cost, failures without a bill are not', () => {
  const now = metricsOf(tally)
  expect(figure('cost', { ...now, pricedSuccesses: 940 }, null)?.sample).toEqual([
    { text: 'without 10 successful calls of unknown price' },
  ])
  expect(figure('cost', { ...now, pricedCalls: 950 }, null)?.sample).toEqual([
    { text: '$0.011 per success, of 950' },
  ])
})
