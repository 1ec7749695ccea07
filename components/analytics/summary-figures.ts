import type { WhichCalls } from '@/components/analytics/calls-href'
import type { Metrics, ModelsPeriod, Summary } from '@/lib/analytics/models-answer'
import { type LogTimes, type Proportion, timeRatio, twoProportionTest } from '@/lib/analytics/statistics'
import {
  formatCompact,
  formatCount,
  formatDay,
  formatDuration,
  formatPercent,
  formatQuantity,
  formatUsd,
} from '@/lib/format'

/** `none`: it may be chance. `neutral`: more is neither better nor worse. */
export type Verdict = 'better' | 'worse' | 'none' | 'neutral'
export type Change = {
  direction: 'up' | 'down' | 'level'
  /** “+3.1%”, “−0.4 points”. */
  difference: string
  verdict: Verdict
  /** The figure of the period before. */
  before: string
}
export type SamplePart = { text: string; calls?: WhichCalls }
export type SummaryFigure = {
  key: string
  label: string
  value: string
  /** Which calls the value leads to, where it counts some. */
  calls?: WhichCalls
  /** What it rests on. */
  sample: readonly SamplePart[]
  /** Null when there is nothing to compare with. */
  change: Change | null
}

/** The six cards of the summary, each beside the period before (A18). */
export function summaryFigures({ metrics: now, previous: past }: Summary): SummaryFigure[] {
  const rated = now.thumbsUp + now.thumbsDown
  const unpriced = now.succeeded - now.pricedSuccesses
  return [
    {
      key: 'calls',
      label: 'Calls',
      value: formatCount(now.usageCount),
      calls: 'all',
      sample: [
        { text: `${formatCount(now.failed)} failed`, calls: 'failed' },
        { text: ', ' },
        { text: `${formatCount(now.stopped)} stopped`, calls: 'stopped' },
      ],
      change: relative(now.usageCount, past?.usageCount, formatCount, 'neutral'),
    },
    {
      key: 'time',
      label: 'Response time',
      value: formatDuration(now.avgResponseTime),
      sample: [{ text: `average of ${formatQuantity(now.timedCalls, 'successful call')}` }],
      change: relative(
        now.avgResponseTime,
        past?.avgResponseTime,
        formatDuration,
        past ? timeVerdict(now, past) : 'none',
      ),
    },
    {
      key: 'success',
      label: 'Success rate',
      value: formatPercent(now.successRate),
      sample: [
        { text: `${formatCount(now.succeeded)} succeeded`, calls: 'ok' },
        { text: ` of ${formatQuantity(now.succeeded + now.failed, 'call')}` },
      ],
      change: points(
        { hits: now.succeeded, total: now.succeeded + now.failed },
        past && { hits: past.succeeded, total: past.succeeded + past.failed },
      ),
    },
    {
      key: 'satisfaction',
      label: 'Satisfaction',
      value: formatPercent(now.satisfactionRate),
      sample: [
        { text: rated === 0 ? 'no call was rated' : `thumbs up of ${formatQuantity(rated, 'rated call')}` },
      ],
      change: points(
        { hits: now.thumbsUp, total: rated },
        past && { hits: past.thumbsUp, total: past.thumbsUp + past.thumbsDown },
      ),
    },
    {
      key: 'tokens',
      label: 'Tokens per call',
      value: formatCompact(now.avgTokens),
      sample: [
        {
          text: `average of ${formatQuantity(now.tokenCalls, 'call')}, ${formatCompact(now.totalTokens)} in all`,
        },
      ],
      change: relative(now.avgTokens, past?.avgTokens, formatCompact, 'neutral'),
    },
    {
      key: 'cost',
      label: 'Cost',
      value: formatUsd(now.totalCost),
      calls: 'all',
      sample: [
        {
          text:
            unpriced > 0
              ? `without ${formatQuantity(unpriced, 'successful call')} of unknown price`
              : `${formatUsd(now.costPerSuccess)} per success, of ${formatCount(now.pricedSuccesses)}`,
        },
      ],
      change: relative(now.totalCost, past?.totalCost, formatUsd, 'neutral'),
    },
  ]
}

/** Which days “before” is, and up to when where the last day is not over. @param today `yyyy-MM-dd` */
export function comparedWith(
  { to, previousFrom, previousTo, previousUntil }: ModelsPeriod,
  today: string,
): string {
  const [first, last] = [formatDay(previousFrom, 'with year'), formatDay(previousTo, 'with year')]
  const days = first === last ? `Before: ${first}` : `Before: ${first} to ${last}`
  if (to !== today) return `${days}.`
  return `${days}, the last day up to ${previousUntil.slice(11, 16)} because ${formatDay(to)} is not over.`
}

function relative(
  now: number | null,
  past: number | null | undefined,
  format: (value: number | null) => string,
  verdict: Verdict,
): Change | null {
  if (now === null || !past) return null
  const percent = 100 * (now / past - 1)
  const digits = Math.abs(percent) < 10 ? 1 : 0
  return {
    direction: directionOf(now - past),
    difference: `${signed(percent, digits)}%`,
    verdict,
    before: format(past),
  }
}

function points(now: Proportion, past: Proportion | null): Change | null {
  if (!past || past.total === 0 || now.total === 0) return null
  const before = (100 * past.hits) / past.total
  const difference = (100 * now.hits) / now.total - before
  const isReal = twoProportionTest(now, past) < 0.05
  return {
    direction: directionOf(difference),
    difference: `${signed(difference, 1)} points`,
    verdict: isReal ? (difference > 0 ? 'better' : 'worse') : 'none',
    before: formatPercent(before),
  }
}

function timeVerdict(now: Metrics, past: Metrics): Verdict {
  const [a, b] = [logTimes(now), logTimes(past)]
  const ratio = a && b && timeRatio(a, b)
  if (!ratio || ratio.pValue >= 0.05) return 'none'
  return ratio.ratio < 1 ? 'better' : 'worse'
}

/**
 * The mean's logarithm with the variance of one call's relative error: response times are close to log-normal, so that
 * the variance σ² of their logarithms tells their coefficient of variation, √(exp(σ²) − 1).
 */
function logTimes({ avgResponseTime, logVarMs, timedCalls }: Metrics): LogTimes | null {
  if (!avgResponseTime || logVarMs === null) return null
  return { count: timedCalls, logMean: Math.log(avgResponseTime), logVariance: Math.exp(logVarMs) - 1 }
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits)
  if (Number(text) === 0) return `±${text}`
  return `${value < 0 ? '−' : '+'}${text}`
}

function directionOf(difference: number): Change['direction'] {
  if (difference === 0) return 'level'
  return difference > 0 ? 'up' : 'down'
}
