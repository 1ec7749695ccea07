import { z } from 'zod'
import type { Counts } from '@/lib/analytics/judge-metrics'
import type { CountedTeam } from '@/lib/analytics/models-answer'
import { COMPLEXITIES, TASK_TYPES } from '@/lib/vocabulary'

const count = z.int().nonnegative()
const ms = z.number().nonnegative().nullable()
const day = z.iso.date()
const arm = { provider: z.string(), model: z.string() }
const counts = {
  calls: count,
  succeeded: count,
  failed: count,
  stopped: count,
  thumbsUp: count,
  thumbsDown: count,
  timedCalls: count,
  avgMs: ms,
  p50: ms,
  p95: ms,
  p99: ms,
  logMeanMs: z.number().nullable(),
  logVarMs: z.number().nullable(),
  avgTtftMs: ms,
  ttftP50: ms,
  ttftP95: ms,
  firstTokenCalls: count,
  inputTokens: count,
  cachedInputTokens: count,
  totalTokens: count,
  tokenCalls: count,
  costUsd: z.number().nonnegative(),
  pricedCalls: count,
  pricedSuccesses: count,
} satisfies Record<keyof Counts, z.ZodType>

export const countedTeam: z.ZodType<CountedTeam> = z.object({
  id: z.uuid(),
  name: z.string(),
  timeZone: z.string(),
  isDemo: z.boolean(),
  zoneSince: day.nullable(),
  nextTimeZone: z.string().nullable(),
  nextZoneFrom: day.nullable(),
  recounted: z.number().min(0).max(1).nullable(),
  recountFails: z.boolean(),
})

/** What the SQL function `get_models_analytics` answers: counts only. */
export const countedCalls = z.object({
  team: countedTeam,
  period: z.object({
    days: count,
    from: day,
    to: day,
    previousFrom: day,
    previousTo: day,
    previousUntil: z.iso.datetime({ local: true }),
  }),
  models: z.array(z.object(arm)),
  taskTypes: z.array(z.enum(TASK_TYPES)),
  features: z.array(z.string()),
  projects: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Failed calls by kind, the most first. */
  errors: z.array(z.object({ kind: z.string(), calls: count })),
  summary: z.object(counts),
  /** Null where the period before cannot be counted any more; without percentiles. */
  previous: z.object(counts).nullable(),
  byProvider: z.array(z.object({ ...counts, provider: z.string() })),
  byModel: z.array(z.object({ ...counts, ...arm })),
  byTaskType: z.array(z.object({ ...counts, taskType: z.enum(TASK_TYPES) })),
  byDay: z.array(z.object({ ...counts, day })),
  byModelDay: z
    .array(
      z.object({
        ...arm,
        day: z.array(day),
        calls: z.array(count),
        succeeded: z.array(count),
        failed: z.array(count),
        thumbsUp: z.array(count),
        thumbsDown: z.array(count),
        avgMs: z.array(ms),
      }),
    )
    .transform((models) => models.flatMap(daysOf)),
  cells: z.array(
    z.object({
      ...counts,
      ...arm,
      taskType: z.enum(TASK_TYPES),
      complexity: z.enum(COMPLEXITIES),
    }),
  ),
  generatedAt: z.string(),
})
export type CountedCalls = z.output<typeof countedCalls>

type ModelColumns = { [key in 'calls' | 'succeeded' | 'failed' | 'thumbsUp' | 'thumbsDown']: number[] } & {
  provider: string
  model: string
  day: string[]
  avgMs: (number | null)[]
}

/** The columns of a model, one for each figure, as a row for each of its days. */
function daysOf({ provider, model, day, ...columns }: ModelColumns) {
  const at = (column: number[], index: number) => column[index] ?? 0
  return day.map((date, index) => ({
    provider,
    model,
    day: date,
    calls: at(columns.calls, index),
    succeeded: at(columns.succeeded, index),
    failed: at(columns.failed, index),
    thumbsUp: at(columns.thumbsUp, index),
    thumbsDown: at(columns.thumbsDown, index),
    avgMs: columns.avgMs[index] ?? null,
  }))
}
