import 'server-only'
import { z } from 'zod'
import type { LogCounts, LoggedCall, LogOptions, LogPage } from '@/lib/analytics/log-answer'
import type { LogFilter } from '@/lib/analytics/log-search'
import type { Json } from '@/lib/database.types'
import type { supabaseAs } from '@/lib/supabase/as-user'
import { dataOf } from '@/lib/supabase/data-of'
import { COMPLEXITIES, OUTCOMES, SOURCES, TASK_TYPES } from '@/lib/vocabulary'

type UserSupabase = ReturnType<typeof supabaseAs>

const text = z.string().nullable()
const count = z.int().nonnegative()
const maybe = count.nullable()

const loggedCall: z.ZodType<LoggedCall> = z.object({
  id: z.uuid(),
  at: z.string(),
  userId: text,
  userName: text,
  userEmail: text,
  externalUserId: text,
  feature: z.string(),
  project: text,
  provider: z.string(),
  model: z.string(),
  responseModel: text,
  taskType: z.enum(TASK_TYPES),
  complexity: z.enum(COMPLEXITIES),
  outcome: z.enum(OUTCOMES),
  errorKind: text,
  errorMessage: text,
  responseTimeMs: maybe,
  firstTokenMs: maybe,
  inputTokens: maybe,
  outputTokens: maybe,
  cachedInputTokens: maybe,
  cacheWriteTokens: maybe,
  reasoningTokens: maybe,
  totalTokens: maybe,
  costUsd: z.number().nonnegative().nullable(),
  rating: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  source: z.enum(SOURCES),
  conversationId: text,
  runId: text,
})

const logPage = z.object({
  calls: z.array(loggedCall),
  hasMore: z.boolean(),
  timeZone: z.string(),
  errorsFrom: text,
})

/**
 * The newest calls of a filter that the caller may see, after the page that ended with `before`. Throws a
 * `DatabaseError`, with status 404 where the caller is not in the team.
 */
export async function getCallLog(
  supabase: UserSupabase,
  teamId: string,
  filter: LogFilter,
  page: { limit: number; before: string | null },
): Promise<LogPage> {
  const [at, id] = page.before?.split('_') ?? []
  const answer = await supabase.rpc('get_call_log', {
    p_team_id: teamId,
    p_filter: narrowing(filter),
    p_limit: page.limit,
    ...(at && id && { p_before: at, p_before_id: id }),
  })
  const { hasMore, ...shown } = logPage.parse(dataOf(answer))
  const last = shown.calls.at(-1)
  return { ...shown, before: hasMore && last ? `${last.at}_${last.id}` : null }
}

const logCounts: z.ZodType<LogCounts> = z.object({
  totals: z.object({
    calls: count,
    succeeded: count,
    failed: count,
    inputTokens: count,
    outputTokens: count,
    totalTokens: count,
    costUsd: z.number(),
    pricedCalls: count,
  }),
  days: z.array(z.object({ day: z.iso.date(), calls: count, failed: count })),
  beginsOn: z.iso.date().nullable(),
})

/** Figures of all calls of a filter (C14), and its days (C11). */
export async function getLogCounts(
  supabase: UserSupabase,
  teamId: string,
  filter: LogFilter,
): Promise<LogCounts> {
  return logCounts.parse(
    dataOf(await supabase.rpc('get_call_log_counts', { p_team_id: teamId, p_filter: narrowing(filter) })),
  )
}

const logOptions: z.ZodType<LogOptions> = z.object({
  models: z.array(z.object({ provider: z.string(), model: z.string() })),
  features: z.array(z.string()),
  projects: z.array(z.object({ id: z.uuid(), name: z.string() })),
  users: z.array(z.object({ id: z.uuid(), name: z.string(), email: z.string() })),
})

/** What the log can be filtered by (C12); for leads. */
export async function getLogOptions(supabase: UserSupabase, teamId: string): Promise<LogOptions> {
  return logOptions.parse(dataOf(await supabase.rpc('get_call_log_options', { p_team_id: teamId })))
}

const callDetail = z.object({
  /** Columns as they are stored. */
  call: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).and(
    z.object({
      id: z.uuid(),
      timestamp: z.string(),
      model: z.string(),
      provider: z.string(),
      feature: z.string(),
      outcome: z.enum(OUTCOMES),
      user_id: text,
      external_user_id: text,
      conversation_id: text,
      run_id: text,
      error_message: text,
    }),
  ),
  metadata: z.json(),
  timeZone: z.string(),
  userName: text,
  userEmail: text,
  project: text,
  isOwn: z.boolean(),
  /** Whether it belongs to a conversation that the caller may read. */
  hasConversation: z.boolean(),
})
export type CallDetail = z.output<typeof callDetail>

/** Everything stored of a call (C16). Throws a `DatabaseError` with status 404 where the caller may not see it. */
export async function getCall(supabase: UserSupabase, teamId: string, id: string): Promise<CallDetail> {
  return callDetail.parse(dataOf(await supabase.rpc('get_call', { p_team_id: teamId, p_id: id })))
}

/** What does not narrow is left out, as the database reads the rest. */
function narrowing(filter: LogFilter): Json {
  const { from, to, outcome, model, provider, feature, taskType, errorKind } = filter
  const { project, user, conversation, run, externalUser, search } = filter
  const all = { from, to, outcome, model, provider, feature, taskType, errorKind }
  return Object.fromEntries(
    Object.entries({ ...all, project, user, conversation, run, externalUser, search }).filter(
      ([, value]) => value !== null,
    ),
  )
}
