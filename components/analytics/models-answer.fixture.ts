import { addDays, format } from 'date-fns'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type {
  Advice,
  BestForTask,
  DayMetrics,
  Metrics,
  ModelDayMetrics,
  ModelMetrics,
  ModelsAnswer,
  Rate,
} from '@/lib/analytics/models-answer'
import { TASK_TYPES, type TaskType } from '@/lib/vocabulary'

/** What the tests and the preview of the dashboard show: thirty days of eight models, one of them degrading. */

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

function wilson(successes: number, count: number): Rate {
  if (count === 0) return null
  const z = 1.959964
  const p = successes / count
  const middle = (p + (z * z) / (2 * count)) / (1 + (z * z) / count)
  const half = (z / (1 + (z * z) / count)) * Math.sqrt((p * (1 - p)) / count + (z * z) / (4 * count * count))
  return { percent: 100 * p, low: 100 * (middle - half), high: 100 * (middle + half), count }
}

export function metricsOf(tally: Tally): Metrics {
  const { succeeded, failed, stopped, up, down, meanMs, cost, tokens } = tally
  const calls = succeeded + failed + stopped
  const success = wilson(succeeded, succeeded + failed)
  const satisfaction = wilson(up, up + down)
  const time = succeeded > 0 ? meanMs : null
  const speed = time === null ? 0 : Math.max(0, 100 - Math.min(100, time / 100))
  const quality =
    success &&
    (satisfaction
      ? 0.4 * success.percent + 0.4 * satisfaction.percent + 0.2 * speed
      : (0.4 * success.percent + 0.2 * speed) / 0.6)
  return {
    usageCount: calls,
    succeeded,
    failed,
    stopped,
    thumbsUp: up,
    thumbsDown: down,
    notRated: calls - up - down,
    avgResponseTime: time,
    p50: time && time * 0.86,
    p95: time && time * 2.2,
    p99: time && time * 3.1,
    timedCalls: succeeded,
    avgTimeToFirstToken: time && time * 0.21,
    firstTokenCalls: succeeded,
    successRate: success?.percent ?? null,
    successInterval: success,
    satisfactionRate: satisfaction?.percent ?? null,
    satisfactionInterval: satisfaction,
    qualityScore: quality,
    avgTokens: calls > 0 ? tokens / calls : null,
    totalTokens: tokens,
    tokenCalls: calls,
    totalCost: cost,
    pricedCalls: calls,
    pricedSuccesses: succeeded,
    costPerSuccess: succeeded > 0 ? cost / succeeded : null,
  }
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

function bestOf(taskType: TaskType, best: ModelMetrics, second: ModelMetrics | undefined): BestForTask {
  return {
    taskType,
    model: best.model,
    provider: best.provider,
    qualityScore: best.qualityScore ?? 0,
    confidence: 91.4,
    reason: `Users liked ${best.satisfactionRate?.toFixed(0)}% of its rated answers and ${best.successRate?.toFixed(1)}% of its calls succeeded.`,
    metrics: best,
    runnerUp: second
      ? {
          model: second.model,
          provider: second.provider,
          qualityScore: second.qualityScore ?? 0,
          usageCount: second.usageCount,
        }
      : null,
  }
}

const advice: Advice[] = [
  {
    kind: 'faster',
    sentence:
      'For simple coding questions claude-haiku-4-5 answers 2.8 times faster than claude-sonnet-5, at the same success rate.',
    calls: 812,
    taskType: 'coding',
    complexity: 'simple',
    model: 'claude-haiku-4-5',
  },
  {
    kind: 'preferred',
    sentence:
      'Users prefer claude-opus-4-8 for creative writing: 93% of its rated answers were liked, against 74% of the others.',
    calls: 264,
    taskType: 'creative',
    complexity: null,
    model: 'claude-opus-4-8',
  },
  {
    kind: 'slow_task',
    sentence: 'Reasoning is slow: half of its calls take longer than 6.1 s, twice the team’s median.',
    calls: 590,
    taskType: 'reasoning',
    complexity: null,
    model: null,
  },
  {
    kind: 'not_enough_evidence',
    sentence: 'gpt-5.6 is new: 29 calls are too few to rank it.',
    calls: 29,
    taskType: null,
    complexity: null,
    model: 'gpt-5.6',
  },
]

export function modelsAnswer(): ModelsAnswer {
  const days = daysOf('2026-10-23', 30)
  const all = cells(days)
  const total = metricsOf(add(all.map((cell) => cell.tally)))
  const previous = metricsOf(
    add(
      all
        .slice(0, 180)
        .map(({ tally }) => ({ ...tally, failed: tally.failed * 1.2, meanMs: tally.meanMs * 1.09 })),
    ),
  )
  const byModel: ModelMetrics[] = arms.map(({ provider, model }) => {
    const metrics = metricsOf(add(all.filter((cell) => cell.arm.model === model).map((cell) => cell.tally)))
    return { ...metrics, provider, model, costShare: (100 * metrics.totalCost) / total.totalCost }
  })
  const ranked = byModel.toSorted((a, b) => (b.qualityScore ?? 0) - (a.qualityScore ?? 0))
  const taskTypes = TASK_TYPES.slice(0, 7)
  const trends: DayMetrics[] = days.map((day) => ({
    day,
    ...metricsOf(add(all.filter((cell) => cell.day === day).map((cell) => cell.tally))),
  }))
  const trendsByModel: ModelDayMetrics[] = all.map(({ day, arm, tally }) => {
    const { usageCount, avgResponseTime, successRate, satisfactionRate } = metricsOf(tally)
    return {
      day,
      provider: arm.provider,
      model: arm.model,
      usageCount,
      avgResponseTime,
      successRate,
      satisfactionRate,
    }
  })
  return {
    team: {
      id: '0190f000-0000-7000-8000-000000000001',
      name: 'The Gilded Owl',
      timeZone: 'Europe/Berlin',
      isDemo: true,
    },
    period: {
      days: 30,
      from: '2026-10-23',
      to: '2026-11-21',
      previousFrom: '2026-09-23',
      previousTo: '2026-10-22',
    },
    filters: { taskType: null, model: null },
    options: { models: arms.map(({ provider, model }) => ({ provider, model })), taskTypes },
    summary: {
      totalCalls: total.usageCount,
      avgResponseTime: total.avgResponseTime,
      successRate: total.successRate,
      satisfactionRate: total.satisfactionRate,
      avgTokens: total.avgTokens,
      totalCost: total.totalCost,
      metrics: total,
      previous,
    },
    byModel,
    byTaskType: taskTypes.map((taskType, index) => ({
      taskType,
      ...metricsOf(add(all.filter((_, at) => at % 7 === index).map((cell) => cell.tally))),
    })),
    byProvider: ['anthropic', 'google', 'openai'].map((provider) => ({
      provider,
      ...metricsOf(add(all.filter((cell) => cell.arm.provider === provider).map((cell) => cell.tally))),
    })),
    trends,
    trendsByModel,
    recommendations: advice,
    bestByTask: taskTypes.slice(0, 6).flatMap((taskType, index) => {
      const best = ranked[index % 3]
      return best ? [bestOf(taskType, best, ranked[(index % 3) + 1])] : []
    }),
    generatedAt: '2026-11-21T14:03:00.000Z',
  }
}

/** The same team before its first call. */
export function emptyAnswer(): ModelsAnswer {
  const answer = modelsAnswer()
  const nothing = metricsOf(add([]))
  return {
    ...answer,
    team: { ...answer.team, isDemo: false },
    options: { models: [], taskTypes: [] },
    summary: {
      totalCalls: 0,
      avgResponseTime: null,
      successRate: null,
      satisfactionRate: null,
      avgTokens: null,
      totalCost: 0,
      metrics: nothing,
      previous: null,
    },
    byModel: [],
    byTaskType: [],
    byProvider: [],
    trends: answer.trends.map(({ day }) => ({ day, ...nothing })),
    trendsByModel: [],
    recommendations: [],
    bestByTask: [],
  }
}
