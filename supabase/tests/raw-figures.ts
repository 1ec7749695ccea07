import type { Person } from './people'
import type { StoryDatabase } from './stories'

/** Which zone a team's days were in; `until` is the instant at which it gave way to the next, null for the last. */
export type ZoneSpan = { timeZone: string; until: string | null }

export type Filter = {
  taskType?: string | null
  model?: string | null
  provider?: string | null
  feature?: string | null
  projectId?: string | null
}

export type Figures = Record<string, number | null>

type Asked = {
  teamId: string
  zones: readonly ZoneSpan[]
  filter?: Filter
  /** What `get_models_analytics` says of its period. */
  period: Record<string, unknown>
  /** Where the calls are: those of the product unless told. */
  from?: string
}

export type RawAnswer = {
  groups: Map<string, Figures>
  errors: unknown
  features: unknown
  projects: unknown
}

/** The answer of `get_models_analytics`, counted from the calls in one scan, in the snapshot of the transaction. */
export async function rawAnswer(db: StoryDatabase, asked: Asked): Promise<RawAnswer> {
  const { filter = {}, period, from = 'public.model_performance_metrics' } = asked
  const parameters = [
    asked.teamId,
    ...[period.from, period.to, period.previousFrom, period.previousTo, period.previousUntil],
    ...[filter.taskType, filter.model, filter.provider, filter.feature, filter.projectId].map(
      (value) => value ?? null,
    ),
  ]
  const rows = await db.sql(`${callsOf(from, asked.zones)} ${FIGURES}`, parameters)
  const [lists] = await db.sql(`${callsOf(from, asked.zones)} ${LISTS}`, parameters)
  return {
    groups: new Map(rows.map(({ name, figures }) => [String(name), figures as Figures])),
    errors: lists?.errors,
    features: lists?.features,
    projects: lists?.projects,
  }
}

/** What the clocks of its team showed at a call, as SQL. */
function localTimeIn(zones: readonly ZoneSpan[]): string {
  const times = zones.map(({ timeZone, until }) => {
    const time = `call."timestamp" at time zone '${timeZone}'`
    return until === null ? `else ${time}` : `when call."timestamp" < '${until}' then ${time}`
  })
  return times.length === 1 ? (times[0] ?? '').replace('else ', '') : `case ${times.join(' ')} end`
}

const callsOf = (from: string, zones: readonly ZoneSpan[]) => `
  with dated as materialized (
    select call.*, ${localTimeIn(zones)} as local_time, (${localTimeIn(zones)})::date as day
    from ${from} as call where call.team_id = $1
  ),
  call as materialized (
    select
      dated.*,
      dated.day between $2::date and $3::date as is_current,
      dated.day between $4::date and $5::date and dated.local_time < $6::timestamp as is_previous,
      dated.task_type = coalesce($7, dated.task_type)
        and dated.model = coalesce($8, dated.model)
        and dated.provider = coalesce($9, dated.provider)
        and dated.feature = coalesce($10, dated.feature)
        and ($11::uuid is null or dated.project_id = $11::uuid) as is_wanted,
      case when dated.success then dated.response_time_ms end as ms,
      case
        when dated.success and dated.response_time_ms is not null
        then ln(greatest(dated.response_time_ms, 1)::float8)
      end as log_ms,
      case when dated.success then dated.time_to_first_token_ms end as ttft_ms
    from dated
  )`

/** The time at a rank is a time that was measured, as in a sketch: nothing is interpolated. */
const timeAt = (share: number, time = 'call.ms') =>
  `percentile_disc(${share}) within group (order by ${time})`

const FIGURES = `
  , wanted as (
    select 'current' as span, call.* from call where call.is_current and call.is_wanted
    union all
    select 'previous', call.* from call where call.is_previous and call.is_wanted
  )
  select
    concat_ws(' · ',
      case when call.span = 'previous' then 'previous' else
        case grouping(call.provider, call.model, call.task_type, call.task_complexity, call.day)
          when 31 then 'all'
          when 15 then 'provider'
          when 7 then 'model'
          when 6 then 'model and day'
          when 1 then 'cell'
          when 27 then 'task'
          when 30 then 'day'
        end
      end,
      call.provider, call.model, call.task_type, call.task_complexity, call.day
    ) as name,
    jsonb_build_object(
      'calls', count(*),
      'succeeded', count(*) filter (where call.success),
      'failed', count(*) filter (where not call.success),
      'stopped', count(*) filter (where call.success is null),
      'thumbsUp', count(*) filter (where call.user_rating = 1),
      'thumbsDown', count(*) filter (where call.user_rating = -1),
      'timedCalls', count(call.ms),
      'avgMs', avg(call.ms),
      'p50', ${timeAt(0.5)},
      'p95', ${timeAt(0.95)},
      'p99', ${timeAt(0.99)},
      'logMeanMs', avg(call.log_ms),
      'logVarMs', var_samp(call.log_ms),
      'avgTtftMs', avg(call.ttft_ms),
      'ttftP50', ${timeAt(0.5, 'call.ttft_ms')},
      'ttftP95', ${timeAt(0.95, 'call.ttft_ms')},
      'firstTokenCalls', count(call.ttft_ms),
      'inputTokens', coalesce(sum(call.input_tokens), 0),
      'cachedInputTokens', coalesce(sum(call.cached_input_tokens), 0),
      'totalTokens', coalesce(sum(call.tokens_used), 0),
      'tokenCalls', count(call.tokens_used),
      'costUsd', coalesce(sum(call.cost_usd), 0),
      'pricedCalls', count(call.cost_usd),
      'pricedSuccesses', count(call.cost_usd) filter (where call.success)
    ) as figures
  from wanted as call
  group by
    call.span,
    grouping sets (
      (),
      (call.provider),
      (call.provider, call.model),
      (call.provider, call.model, call.day),
      (call.provider, call.model, call.task_type, call.task_complexity),
      (call.task_type),
      (call.day)
    )
  having call.span = 'current'
    or grouping(call.provider, call.model, call.task_type, call.task_complexity, call.day) = 31`

const LISTS = `
  select
    (
      select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'calls', calls) order by calls desc, kind collate "C"), '[]')
      from (
        select coalesce(call.error_kind, 'unknown') as kind, count(*) as calls
        from call where call.is_current and call.is_wanted and not call.success
        group by 1
      ) as failed
    ) as errors,
    (
      select coalesce(jsonb_agg(feature order by feature collate "C"), '[]')
      from (select distinct call.feature from call where call.is_current) as seen
    ) as features,
    (
      select coalesce(jsonb_agg(project_id order by project_id), '[]')
      from (select distinct call.project_id from call where call.is_current and call.project_id is not null) as seen
    ) as projects`

/** What `usage_daily` says of the days between two, as the caller may see it, in one line. */
export async function dailyUsage(
  db: StoryDatabase,
  caller: Person,
  from: unknown,
  to: unknown,
): Promise<unknown> {
  const rows = await db.as(
    caller,
    `select ${inOneLine(`
      day, user_id, external_user_id, feature, project_id, provider, model,
      requests, failures, input_tokens, output_tokens, trim_scale(cost_usd)`)} as usage
    from public.usage_daily where team_id = $1 and day between $2::date and $3::date and requests <> 0`,
    [caller.teamId, from, to],
  )
  return rows[0]?.usage
}

/** The same, counted from the calls; of one user where it says so. */
export async function rawUsage(
  db: StoryDatabase,
  asked: Pick<Asked, 'teamId' | 'zones' | 'from'> & { first: unknown; last: unknown; userId?: string },
): Promise<unknown> {
  const rows = await db.sql(
    `with call as (
      select call.*, (${localTimeIn(asked.zones)})::date as day from ${asked.from ?? 'public.model_performance_metrics'} as call
      where call.team_id = $1 and ($4::uuid is null or call.user_id = $4)
    ),
    used as (
      select
        day, user_id, external_user_id, feature, project_id, provider, model,
        count(*) as requests, count(*) filter (where not success) as failures,
        coalesce(sum(input_tokens), 0) as input_tokens, coalesce(sum(output_tokens), 0) as output_tokens,
        trim_scale(coalesce(sum(cost_usd), 0)) as cost_usd
      from call where day between $2::date and $3::date
      group by day, user_id, external_user_id, feature, project_id, provider, model
    )
    select ${inOneLine('used.*')} as usage from used`,
    [asked.teamId, asked.first, asked.last, asked.userId ?? null],
  )
  return rows[0]?.usage
}

/** How many rows, their requests, and what tells whether two lists of rows are the same. */
const inOneLine = (columns: string) =>
  `concat_ws(' ', count(*), sum(requests), md5(string_agg(row(${columns})::text, ' ' order by row(${columns})::text)))`
