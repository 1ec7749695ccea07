import { z } from 'zod'
import type { Counts } from '@/lib/analytics/judge-metrics'
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
  firstTokenCalls: count,
  totalTokens: count,
  tokenCalls: count,
  costUsd: z.number().nonnegative(),
  pricedCalls: count,
  pricedSuccesses: count,
} satisfies Record<keyof Counts, z.ZodType>

/** What the SQL function `get_models_analytics` answers: counts only. */
export const countedCalls = z.object({
  team: z.object({ id: z.uuid(), name: z.string(), timeZone: z.string(), isDemo: z.boolean() }),
  period: z.object({ days: count, from: day, to: day, previousFrom: day, previousTo: day }),
  models: z.array(z.object(arm)),
  taskTypes: z.array(z.enum(TASK_TYPES)),
  summary: z.object(counts),
  /** Null where retention has removed calls of the period before. */
  previous: z.object(counts).nullable(),
  byProvider: z.array(z.object({ ...counts, provider: z.string() })),
  byModel: z.array(z.object({ ...counts, ...arm })),
  byTaskType: z.array(z.object({ ...counts, taskType: z.enum(TASK_TYPES) })),
  byDay: z.array(z.object({ ...counts, day })),
  byModelDay: z.array(
    z.object({
      ...arm,
      day,
      calls: count,
      succeeded: count,
      failed: count,
      thumbsUp: count,
      thumbsDown: count,
      avgMs: ms,
    }),
  ),
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
