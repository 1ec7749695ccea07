import type { ModelsQuery } from '@/lib/analytics/models-search'
import type { ShownChange } from '@/lib/analytics/recommendations-answer'
import type { FrontOfTask, FrontPoint } from '@/lib/recommender/front-of-task'
import type { RecommendationMetrics } from '@/lib/recommender/record-metrics'
import type { Complexity, TaskType } from '@/lib/vocabulary'

/** The answer of `GET /api/analytics/models` and the props of `/analytics/models` (A15). */

/** A share in percent with its 95 % Wilson interval and the calls it rests on; null when nothing was counted. */
export type Rate = { percent: number; low: number; high: number; count: number } | null

/** What every breakdown carries. Rates are 0–100, times milliseconds, money US dollars. */
export type Metrics = {
  /** Calls that ended in any way, stopped ones included. */
  usageCount: number
  /** Successful, failed (error or time-out) and stopped calls; they add up to `usageCount`. */
  succeeded: number
  failed: number
  stopped: number
  thumbsUp: number
  thumbsDown: number
  /** Calls nobody rated. */
  notRated: number
  /** Mean and percentiles of successful calls; null without one. Percentiles are null in `previous` too. */
  avgResponseTime: number | null
  p50: number | null
  p95: number | null
  p99: number | null
  /** Successful calls with a known response time. */
  timedCalls: number
  /** Sample variance of ln(response time in ms, at least 1) over them; null with fewer than two. */
  logVarMs: number | null
  avgTimeToFirstToken: number | null
  /** Null in `previous` and `trends` too. */
  timeToFirstTokenP50: number | null
  timeToFirstTokenP95: number | null
  /** Successful calls with a known time to the first token. */
  firstTokenCalls: number
  successRate: number | null
  successInterval: Rate
  satisfactionRate: number | null
  satisfactionInterval: Rate
  /** A31; null before any call succeeded or failed. */
  qualityScore: number | null
  avgTokens: number | null
  totalTokens: number
  inputTokens: number
  /** How much of the input the providers say was read from their caches, 0–100. */
  cachedInputShare: number | null
  /** Calls whose tokens are known. */
  tokenCalls: number
  totalCost: number
  /** Calls whose price is known; the rest are unpriced, never free. */
  pricedCalls: number
  /** Successful ones among them, behind `costPerSuccess`. */
  pricedSuccesses: number
  costPerSuccess: number | null
}

export type ModelMetrics = Metrics & {
  model: string
  provider: string
  /** Share of the total cost, 0–100. */
  costShare: number | null
}
export type TaskTypeMetrics = Metrics & { taskType: TaskType }
export type ProviderMetrics = Metrics & { provider: string }
/** A team-local day, `yyyy-MM-dd`; days without calls are present with zeros. */
export type DayMetrics = Metrics & { day: string }
export type ModelDayMetrics = { day: string; model: string; provider: string } & Pick<
  Metrics,
  'usageCount' | 'avgResponseTime' | 'successRate' | 'satisfactionRate'
>

export type Summary = {
  totalCalls: number
  avgResponseTime: number | null
  successRate: number | null
  satisfactionRate: number | null
  avgTokens: number | null
  totalCost: number
  /** What stands behind the figures above. */
  metrics: Metrics
  /** The same figures for the period before; null where it had no calls. */
  previous: Metrics | null
}

/** By the evidence of the last 30 days, whatever the period. */
export type BestForTask = {
  taskType: TaskType
  model: string
  provider: string
  /** Chance that an answer succeeds and pleases: posterior mean and 95 % interval, 0–1. */
  quality: FrontPoint['quality']
  /** Probability that no other model with enough calls is better by more than two points, 0–100. */
  confidence: number
  reason: string
  metrics: RecommendationMetrics
  /** The next best model, when there is one with enough calls; `calls` succeeded or failed. */
  runnerUp: Pick<FrontPoint, 'model' | 'provider' | 'quality' | 'calls'> | null
}

/** A sentence a lead can act on (A17). */
export type Advice = {
  kind:
    | 'faster'
    | 'more_reliable'
    | 'less_reliable'
    | 'preferred'
    | 'slow_task'
    | 'low_satisfaction'
    | 'cheaper'
    | 'not_enough_evidence'
  sentence: string
  /** Calls the sentence rests on. */
  calls: number
  taskType: TaskType | null
  complexity: Complexity | null
  model: string | null
}

export type CountedTeam = {
  id: string
  name: string
  /** The zone that the days shown are those of. */
  timeZone: string
  isDemo: boolean
  /** The first day of that zone, where the team had another one before. */
  zoneSince: string | null
  /** A zone that was chosen and whose days are still being counted, with the share done, 0–1. */
  nextTimeZone: string | null
  /** The first day of that zone where its days are counted but it does not count yet. */
  nextZoneFrom: string | null
  recounted: number | null
  /** The counting went wrong and is tried again. */
  recountFails: boolean
}

export type CountedZone = { team: CountedTeam; generatedAt: string }

/** Team-local days, inclusive; `to` is cut at now. */
export type ModelsPeriod = {
  days: number
  from: string
  to: string
  previousFrom: string
  previousTo: string
  /** What the team's clocks show where the period before ends, ISO 8601: as much of its last day as of the last day now. */
  previousUntil: string
}

/** Failed calls of a kind; “unknown” where it was not told. Share of all failed calls, 0–100. */
export type FailureKind = { kind: string; calls: number; share: number }

export type ModelsAnswer = {
  team: CountedTeam
  period: ModelsPeriod
  filters: Pick<ModelsQuery, 'taskType' | 'model' | 'provider' | 'feature' | 'project'>
  /** What the filters can be set to: all that occurs in the period, whatever the filters. */
  options: {
    models: { model: string; provider: string }[]
    taskTypes: TaskType[]
    features: string[]
    projects: { id: string; name: string }[]
  }
  summary: Summary
  /** The most frequent first; they add up to the failed calls. */
  errors: FailureKind[]
  byModel: ModelMetrics[]
  byTaskType: TaskTypeMetrics[]
  byProvider: ProviderMetrics[]
  trends: DayMetrics[]
  trendsByModel: ModelDayMetrics[]
  recommendations: Advice[]
  bestByTask: BestForTask[]
  /** What the router goes by, of the last 30 days whatever the period. */
  fronts: FrontOfTask[]
  /** Found in the last 30 days. */
  changes: ShownChange[]
  generatedAt: string
}
