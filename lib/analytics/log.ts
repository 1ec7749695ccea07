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

const callColumns = z.object({
  id: z.array(z.uuid()),
  at: z.array(z.string()),
  userId: z.array(text),
  userName: z.array(text),
  userEmail: z.array(text),
  externalUserId: z.array(text),
  feature: z.array(z.string()),
  project: z.array(text),
  provider: z.array(z.string()),
  model: z.array(z.string()),
  responseModel: z.array(text),
  taskType: z.array(z.enum(TASK_TYPES)),
  complexity: z.array(z.enum(COMPLEXITIES)),
  outcome: z.array(z.enum(OUTCOMES)),
  errorKind: z.array(text),
  errorMessage: z.array(text),
  responseTimeMs: z.array(maybe),
  firstTokenMs: z.array(maybe),
  inputTokens: z.array(maybe),
  outputTokens: z.array(maybe),
  cachedInputTokens: z.array(maybe),
  cacheWriteTokens: z.array(maybe),
  reasoningTokens: z.array(maybe),
  totalTokens: z.array(maybe),
  costUsd: z.array(z.number().nonnegative().nullable()),
  rating: z.array(z.union([z.literal(-1), z.literal(0), z.literal(1)])),
  source: z.array(z.enum(SOURCES)),
  conversationId: z.array(text),
  runId: z.array(text),
})

const logPage = z.object({
  calls: callColumns.nullable().transform((columns) => (columns === null ? [] : callsOf(columns))),
  timeZone: z.string(),
  errorsFrom: text,
})

/** The columns of calls as a row for each. */
function callsOf(columns: z.output<typeof callColumns>): LoggedCall[] {
  return columns.id.map((_, row) => ({
    id: at(columns.id, row),
    at: at(columns.at, row),
    userId: at(columns.userId, row),
    userName: at(columns.userName, row),
    userEmail: at(columns.userEmail, row),
    externalUserId: at(columns.externalUserId, row),
    feature: at(columns.feature, row),
    project: at(columns.project, row),
    provider: at(columns.provider, row),
    model: at(columns.model, row),
    responseModel: at(columns.responseModel, row),
    taskType: at(columns.taskType, row),
    complexity: at(columns.complexity, row),
    outcome: at(columns.outcome, row),
    errorKind: at(columns.errorKind, row),
    errorMessage: at(columns.errorMessage, row),
    responseTimeMs: at(columns.responseTimeMs, row),
    firstTokenMs: at(columns.firstTokenMs, row),
    inputTokens: at(columns.inputTokens, row),
    outputTokens: at(columns.outputTokens, row),
    cachedInputTokens: at(columns.cachedInputTokens, row),
    cacheWriteTokens: at(columns.cacheWriteTokens, row),
    reasoningTokens: at(columns.reasoningTokens, row),
    totalTokens: at(columns.totalTokens, row),
    costUsd: at(columns.costUsd, row),
    rating: at(columns.rating, row),
    source: at(columns.source, row),
    conversationId: at(columns.conversationId, row),
    runId: at(columns.runId, row),
  }))
}

/** The columns are of one length: that of the calls. */
function at<Value>(column: Value[], row: number): Value {
  return column[row] as Value
}

export type PageQuery = { limit: number; before: string | null }

/**
 * The newest calls of a filter that the caller may see, after the page that ended with `before`. Throws a
 * `DatabaseError`, with status 404 where the caller is not in the team.
 */
export async function getCallLog(
  supabase: UserSupabase,
  teamId: string,
  filter: LogFilter,
  page: PageQuery,
): Promise<LogPage> {
  return logPageOf(dataOf(await supabase.rpc('get_call_log', logArguments(teamId, filter, page))), page)
}

/** What the database's functions of the log are asked with. */
export function logArguments(teamId: string, filter: LogFilter, { limit, before }: PageQuery) {
  const [at, id] = before?.split('_') ?? []
  return {
    p_team_id: teamId,
    p_filter: narrowing(filter),
    p_limit: limit + 1,
    ...(at && id && { p_before: at, p_before_id: id }),
  }
}

/** What they answer. */
export function logPageOf(answer: Json, { limit }: PageQuery): LogPage {
  const found = logPage.parse(answer)
  const calls = found.calls.slice(0, limit)
  const last = calls.at(-1)
  const hasMore = found.calls.length > calls.length
  return { ...found, calls, before: hasMore && last ? `${last.at}_${last.id}` : null }
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
