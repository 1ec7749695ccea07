import { setImmediate } from 'node:timers/promises'
import type { OwnerSql } from '@/supabase/local/database'
import type { Run } from './bench'
import { callsAnHour, type Hour } from './calls-an-hour'
import type { Lead } from './leads'
import { trafficMix } from './traffic-mix'

/** Which teams to fill, and how far. */
export type Filling = Pick<Run, 'print' | 'progress' | 'signal'> & {
  options: Pick<Run['options'], 'rows'>
  leads: readonly Lead[]
}

const CALLS_A_CHUNK = 10_000
const USERS = 200

const callKinds = () => `
  create temporary table call_kind as
  select row_number() over () as id, kind.*
  from jsonb_to_recordset('${JSON.stringify(trafficMix())}') as kind (
    share float8, provider text, model text, task_type text, task_complexity text, feature text, project int,
    median_ms float8, sigma float8, failure_rate float8, thumbs_up_rate float8, input_usd_per_mtok numeric,
    output_usd_per_mtok numeric
  )`

/** Arrays of the lower bounds of cumulated shares, for `width_bucket`. */
const draws = `
  with kinds as (
    select array_agg(lower order by id) as bounds
    from (select id, sum(share) over (order by id) - share as lower from call_kind) as kind
  ),
  people as (
    select array_agg(lower order by place) as bounds
    from (
      select place, (sum(1.0 / place) over (order by place) - 1.0 / place) / sum(1.0 / place) over () as lower
      from generate_series(1, ${USERS}) as place
    ) as person
  )`

/** UUID v7 of the call's instant, its noise from a place on. */
const uuid = (variant: string, place: number) =>
  `(call.ms_hex || substr(call.noise, 1, 3) || '${variant}' || substr(call.noise, ${place}, 15))::uuid`

/**
 * One chunk of one team: $1 team, $2 beginnings of hours, $3 calls and $4 length of each, $5 projects. Chats have a conversation, a message
 * and a decision as the app's have; the other features are calls of host apps.
 */
const insertChunk = `
  ${draws},
  draw as (
    select
      hour.starts_at + random() * hour.length as "timestamp",
      to_hex((extract(epoch from hour.starts_at) * 1000)::bigint) as hour_hex,
      md5(random()::text) as noise,
      width_bucket(random(), kinds.bounds) as kind_id,
      width_bucket(random(), people.bounds::float8[]) as person,
      sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) as slowness,
      sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) as length,
      random() as luck,
      random() as first_token_share,
      random() as cached_share
    from kinds
    cross join people
    cross join unnest($2::timestamptz[], $3::int[], $4::interval[]) as hour (starts_at, calls, length)
    cross join generate_series(1, hour.calls)
  ),
  call as (
    select
      draw.*,
      kind.*,
      case
        when draw.luck < kind.failure_rate then 'error'
        when draw.luck < kind.failure_rate * 1.2 then 'timeout'
        when draw.luck < kind.failure_rate * 1.2 + 0.015 then 'stopped'
        else 'ok'
      end as outcome,
      kind.feature = 'chat' as is_chat,
      least(3600000, kind.median_ms * exp(kind.sigma * draw.slowness))::int as ms,
      (600 * exp(0.9 * draw.length))::int + 1 as input,
      (250 * exp(0.8 * draw.length))::int + 1 as output,
      lpad(to_hex((extract(epoch from draw."timestamp") * 1000)::bigint), 12, '0') || '7' as ms_hex
    from draw
    join call_kind as kind on kind.id = draw.kind_id
  )
  insert into public.model_performance_metrics (
    team_id, "timestamp", id, user_id, request_id, model, response_model, provider, task_type, task_complexity,
    response_time_ms, time_to_first_token_ms, input_tokens, output_tokens, cached_input_tokens, cache_write_tokens,
    tokens_used, cost_usd, input_usd_per_mtok, output_usd_per_mtok, cache_read_usd_per_mtok, outcome, error_kind,
    error_message, confidence_score, feature, project_id, conversation_id, message_id, recommendation_id, source,
    txid
  )
  select
    $1::uuid,
    date_trunc('milliseconds', call."timestamp"),
    ${uuid('8', 1)},
    ('00000000-0000-4000-8000-' || lpad(call.person::text, 12, '0'))::uuid,
    ${uuid('9', 4)},
    call.model,
    case call.provider when 'openai' then call.model || '-2026-03-17' end,
    call.provider,
    call.task_type,
    call.task_complexity,
    call.ms,
    case when call.outcome = 'ok' and call.is_chat then (call.ms * (0.1 + 0.3 * call.first_token_share))::int end,
    case when call.outcome in ('ok', 'stopped') then call.input end,
    case when call.outcome in ('ok', 'stopped') then call.output end,
    case when call.outcome = 'ok' and call.cached_share < 0.3 then call.input / 2 end,
    case when call.outcome = 'ok' and call.cached_share < 0.3 then 0 end,
    case when call.outcome in ('ok', 'stopped') then call.input + call.output end,
    case
      when call.outcome in ('ok', 'stopped')
      then (call.input * call.input_usd_per_mtok + call.output * call.output_usd_per_mtok) / 1000000
    end,
    call.input_usd_per_mtok,
    call.output_usd_per_mtok,
    call.input_usd_per_mtok / 10,
    call.outcome,
    case call.outcome
      when 'timeout' then 'timeout'
      when 'error' then (array['rate_limited', 'server_error', 'overloaded', 'network'])[1 + (call.cached_share * 4)::int % 4]
    end,
    case call.outcome
      when 'timeout' then 'The operation was aborted due to timeout'
      when 'error' then 'The provider could not answer; please try again later.'
    end,
    case when call.is_chat then call.first_token_share end,
    call.feature,
    ($5::uuid[])[call.project + 1],
    case when call.is_chat then (lpad(call.hour_hex, 12, '0') || '70008000' || lpad(call.person::text, 12, '0'))::uuid::text end,
    case when call.is_chat then ${uuid('a', 7)} end,
    case when call.is_chat then ${uuid('b', 10)} end,
    case when call.is_chat then 'chat' else 'api' end,
    -- Once for all, not row by row as the default.
    (select private.transaction_id())
  from call
  order by call."timestamp"`

const rateChunk = `
  update public.model_performance_metrics as call
  set user_rating = case
    when random() < (select avg(kind.thumbs_up_rate) from call_kind as kind where kind.model = call.model) then 1
    else -1
  end
  where call.team_id = $1
    and call."timestamp" >= $2
    and call."timestamp" < $3
    and call.outcome = 'ok'
    and call.user_rating = 0
    and random() < 0.032`

/**
 * Writes so many calls of each team over the days before `now`, in the order of time and with all indexes in place, as the
 * product would have; about 3 % are rated afterwards. The same `now` gives the same calls.
 */
export async function loadCalls(
  { options: { rows }, leads, progress, signal }: Filling,
  owner: OwnerSql,
  now: Date,
): Promise<void> {
  const hours = callsAnHour(rows, now)
  await owner.exec(callKinds())
  await owner.query('select private.ensure_call_partitions($1::timestamptz, $2::timestamptz)', [
    hours[0]?.startsAt,
    now,
  ])
  let loaded = 0
  for (const [index, chunk] of chunksOf(hours).entries()) {
    for (const [place, team] of leads.entries()) {
      // PGlite works without leaving this thread: only here can a signal arrive.
      await setImmediate()
      signal.throwIfAborted()
      await owner.query('select setseed($1)', [((index * leads.length + place) % 9973) / 9973])
      await owner.query(insertChunk, [
        team.teamId,
        chunk.map(({ startsAt }) => startsAt),
        chunk.map(({ calls }) => calls),
        chunk.map(({ minutes }) => `${minutes} minutes`),
        team.projectIds,
      ])
      await owner.query(rateChunk, [team.teamId, chunk[0]?.startsAt, endOf(chunk)])
    }
    const before = loaded
    loaded += chunk.reduce((sum, { calls }) => sum + calls, 0)
    if (Math.floor((20 * loaded) / rows) > Math.floor((20 * before) / rows))
      progress(`${loaded} of ${rows} calls of each team`)
  }
}

function chunksOf(hours: readonly Hour[]): Hour[][] {
  const chunks: Hour[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const hour of hours) {
    if (size + hour.calls > CALLS_A_CHUNK) {
      chunks.push([])
      size = 0
    }
    chunks.at(-1)?.push(hour)
    size += hour.calls
  }
  return chunks
}

function endOf(chunk: readonly Hour[]): Date {
  const last = chunk.at(-1)
  return new Date((last?.startsAt.getTime() ?? 0) + (last?.minutes ?? 0) * 60_000)
}
