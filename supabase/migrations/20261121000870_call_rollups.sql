create table private.rollup_state (
  team_id uuid primary key references public.teams (id) on delete cascade,
  watermark bigint not null default 0,
  generation int not null default 1,
  generation_from timestamp not null default '-infinity',
  calls_kept_from timestamptz not null default '-infinity',
  rebuild_wanted boolean not null default false,
  rebuild_phase text check (rebuild_phase in ('stage', 'clear')),
  rebuild_zone text,
  rebuild_from timestamptz,
  rebuild_first_local timestamp,
  rebuild_next timestamptz
);
comment on table private.rollup_state is
  'How far a team''s calls are rolled up: those of transactions before the watermark. A rebuild writes the next generation '
  'of rollups beside the one that is read, and takes its place at once.';
comment on column private.rollup_state.generation_from is
  'The local time from which on only rollups of the latest generation count; before it those of older ones stay.';
comment on column private.rollup_state.calls_kept_from is 'Before this instant retention may have removed calls.';
alter table private.rollup_state enable row level security;
create policy "members see how far their teams are rolled up" on private.rollup_state for select to authenticated
  using (team_id = any (array(select private.my_team_ids())));
grant select on private.rollup_state to authenticated, service_role;

create function private.begin_rollups() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.rollup_state (team_id) values (new.id);
  return null;
end
$$;
comment on function private.begin_rollups() is 'Definer, because nobody else writes the state of rollups.';
create trigger begin_rollups after insert on public.teams for each row execute function private.begin_rollups();

create view private.current_zones with (security_invoker = true) as
select zone.team_id, zone.time_zone, zone.counts_from
from private.rollup_state as state
join private.team_zones as zone on zone.team_id = state.team_id and zone.generation = state.generation
where zone.counts_until = 'infinity';
comment on view private.current_zones is 'The zone that a team''s days are days of at present, and since when.';

create function private.current_zone(p_team_id uuid) returns text
language sql stable security invoker set search_path = ''
as $$ select zone.time_zone from private.current_zones as zone where zone.team_id = p_team_id $$;
comment on function private.current_zone(uuid) is 'The zone that the team''s days are days of at present.';
grant select on private.current_zones to authenticated, service_role;
grant execute on function private.current_zone(uuid) to authenticated, service_role;

create table private.call_rollups (
  team_id uuid not null references public.teams (id) on delete cascade,
  grain text not null,
  local_time timestamp not null,
  generation int not null,
  provider text,
  model text,
  task_type text,
  task_complexity text,
  feature text,
  project_id uuid,
  error_kind text,
  calls bigint not null,
  succeeded bigint not null,
  failed bigint not null,
  cached bigint not null,
  thumbs_up bigint not null,
  thumbs_down bigint not null,
  timed_calls bigint not null,
  response_ms bigint not null,
  log_ms bigint not null,
  log_ms_squared bigint not null,
  first_token_calls bigint not null,
  first_token_ms bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_input_tokens bigint not null,
  cache_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  total_tokens bigint not null,
  token_calls bigint not null,
  cost_usd numeric not null,
  priced_calls bigint not null,
  priced_successes bigint not null,
  confidence numeric not null,
  confident_calls bigint not null,
  response_sketch numeric,
  first_token_sketch numeric,
  unique nulls not distinct (
    team_id, grain, local_time, generation, provider, model, task_type, task_complexity, feature, project_id,
    error_kind
  )
) partition by list (grain);
comment on table private.call_rollups is
  'Sums over the calls of a team-local day, in several grains; what a grain leaves out is null. Times are those of successful '
  'calls. A team''s calls that are not in here yet are in private.unrolled_calls.';
comment on column private.call_rollups.grain is
  'day: all calls. arm: provider and model. task: task type. cell: arm, task type, complexity. arm_week, task_week, '
  'cell_week: the same of a week from Monday. feature: feature and project. detail: all of these. hour: all but complexity, '
  'of an hour. error_kind: failed calls by kind of error. error: the same by all but complexity. Sketches are kept of days, '
  'arms, tasks and detail, those of response times of cells by the day as well.';
comment on column private.call_rollups.log_ms is 'Sum of the natural logarithms of the milliseconds, in millionths.';
comment on column private.call_rollups.log_ms_squared is 'Sum of their squares, in millionths.';
comment on column private.call_rollups.response_sketch is 'Latency sketch; see private.latency_quantiles.';
alter table private.call_rollups enable row level security;
do $$
declare
  grain text;
begin
  foreach grain in array array[
    'day', 'arm', 'arm_week', 'task', 'task_week', 'cell', 'cell_week', 'feature', 'detail', 'hour', 'error_kind', 'error'
  ] loop
    -- With room on each page, as today's rows are written again and again.
    execute format(
      'create table private.call_rollups_%s partition of private.call_rollups for values in (%L) '
      'with (fillfactor = 70, toast_tuple_target = 8160)',
      grain, grain
    );
    execute format('alter table private.call_rollups_%s enable row level security', grain);
  end loop;
end
$$;
create policy "leads see the rollups of their teams" on private.call_rollups for select to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select on private.call_rollups to authenticated, service_role;

create view private.live_rollups with (security_invoker = true) as
select rollup.*
from private.rollup_state as state
join private.call_rollups as rollup
  on rollup.team_id = state.team_id
  and (
    rollup.generation = state.generation
    or (rollup.generation < state.generation and rollup.local_time < state.generation_from)
  );
comment on view private.live_rollups is 'The rollups that count, without those of a rebuild and those it has replaced.';
grant select on private.live_rollups to authenticated, service_role;

create view private.call_measures with (security_invoker = true) as
select
  call.team_id,
  call.txid,
  call.txid as call_txid,
  call."timestamp",
  zone.generation,
  call."timestamp" at time zone zone.time_zone as local_time,
  call.user_id,
  call.external_user_id,
  call.provider,
  call.model,
  call.task_type,
  call.task_complexity,
  call.feature,
  call.project_id,
  case when not call.success then coalesce(call.error_kind, 'unknown') end as error_kind,
  1 as calls,
  (call.success is true)::int as succeeded,
  (call.success is false)::int as failed,
  call.cached::int as cached,
  (call.user_rating = 1)::int as thumbs_up,
  (call.user_rating = -1)::int as thumbs_down,
  case when call.success then call.response_time_ms end as response_ms,
  case when call.success then call.time_to_first_token_ms end as first_token_ms,
  call.input_tokens,
  call.output_tokens,
  call.cached_input_tokens,
  call.cache_write_tokens,
  call.reasoning_tokens,
  call.tokens_used as total_tokens,
  call.cost_usd,
  case when call.success then call.cost_usd end as success_cost_usd,
  call.confidence_score::numeric as confidence
from public.model_performance_metrics as call
join private.team_zones as zone
  on zone.team_id = call.team_id
  and call."timestamp" >= zone.counts_from
  and call."timestamp" < zone.counts_until;
comment on view private.call_measures is
  'What each call adds to the rollups, with its local time in the zones of each generation, and the rating it has now.';

create view private.rating_measures with (security_invoker = true) as
select
  rating.team_id,
  rating.txid,
  rating.call_txid,
  rating."timestamp",
  zone.generation,
  rating."timestamp" at time zone zone.time_zone as local_time,
  null::uuid as user_id,
  null::text as external_user_id,
  rating.provider,
  rating.model,
  rating.task_type,
  rating.task_complexity,
  rating.feature,
  rating.project_id,
  null::text as error_kind,
  0 as calls,
  0 as succeeded,
  0 as failed,
  0 as cached,
  rating.thumbs_up,
  rating.thumbs_down,
  null::int as response_ms,
  null::int as first_token_ms,
  null::int as input_tokens,
  null::int as output_tokens,
  null::int as cached_input_tokens,
  null::int as cache_write_tokens,
  null::int as reasoning_tokens,
  null::int as total_tokens,
  null::numeric(20, 12) as cost_usd,
  null::numeric(20, 12) as success_cost_usd,
  null::numeric as confidence
from private.rating_changes as rating
join private.team_zones as zone
  on zone.team_id = rating.team_id
  and rating."timestamp" >= zone.counts_from
  and rating."timestamp" < zone.counts_until;
comment on view private.rating_measures is 'What each change of a rating adds to them, in the columns of call_measures.';
grant select on private.call_measures, private.rating_measures to authenticated, service_role;

create function private.unrolled_calls(p_team_id uuid) returns setof private.call_measures
language plpgsql stable security invoker set search_path = ''
as $$
declare
  state private.rollup_state;
  me constant uuid := private.user_id();
  -- A range without an end would be thought to hold a third of all calls.
  last_txid constant bigint := 9223372036854775807;
begin
  select * into state from private.rollup_state where team_id = p_team_id;
  if me is null or p_team_id in (select private.my_led_team_ids()) then
    return query
      select * from private.call_measures as call
      where call.team_id = p_team_id
        and call.txid between state.watermark and last_txid
        and call.generation = state.generation;
    return query
      select * from private.rating_measures as rating
      where rating.team_id = p_team_id
        and rating.txid between state.watermark and last_txid
        and rating.call_txid < state.watermark
        and rating.generation = state.generation;
  else
    return query
      select * from private.call_measures as call
      where call.team_id = p_team_id and call.user_id = me and call.generation = state.generation;
  end if;
end
$$;
comment on function private.unrolled_calls(uuid) is
  'The calls, and changes of ratings, that the rollups do not hold yet: with them they are complete at any moment, as both '
  'are read in one snapshot. Members who do not lead the team see no rollups, so for them it is all of their own calls.';
grant execute on function private.unrolled_calls(uuid) to authenticated, service_role;

create table private.usage_rollups (
  team_id uuid not null references public.teams (id) on delete cascade,
  local_time timestamp not null,
  generation int not null,
  user_id uuid,
  external_user_id text,
  feature text not null,
  project_id uuid,
  provider text not null,
  model text not null,
  requests bigint not null,
  failures bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  total_tokens bigint not null,
  cost_usd numeric not null,
  priced_requests bigint not null,
  unique nulls not distinct (
    team_id, local_time, generation, user_id, external_user_id, feature, project_id, provider, model
  )
) with (fillfactor = 70);
comment on table private.usage_rollups is
  'Sums over the calls of a person on a team-local day, per feature, project and model; complete with private.unrolled_calls.';
create index usage_rollups_user on private.usage_rollups (team_id, user_id, local_time);
alter table private.usage_rollups enable row level security;
create policy "people see their usage, leads their team's" on private.usage_rollups for select to authenticated
  using (
    team_id = any (array(select private.my_led_team_ids()))
    or (user_id = (select auth.uid()) and team_id = any (array(select private.my_team_ids())))
  );
grant select on private.usage_rollups to authenticated, service_role;

create function private.add_to_rollups(
  p_team_id uuid,
  p_generation int,
  p_from_txid bigint,
  p_to_txid bigint,
  p_from timestamptz default '-infinity',
  p_to timestamptz default 'infinity'
) returns bigint
-- What is a narrow range, of transactions or of time, differs from call to call.
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  sketched constant text[] := array['day', 'arm', 'arm_week', 'task', 'task_week', 'detail'];
  added bigint;
begin
  with measure as materialized (
    select * from private.call_measures as call
    where call.team_id = p_team_id
      and call.txid >= p_from_txid
      and call.txid < p_to_txid
      and call."timestamp" >= p_from
      and call."timestamp" < p_to
      and call.generation = p_generation
    union all
    -- A call brings the rating it has now, so what changes after the range goes off again; what changed in it of calls
    -- before it comes on top.
    select * from private.rating_measures as rating
    where rating.team_id = p_team_id
      and (
        (rating.txid >= p_to_txid and rating.call_txid >= p_from_txid and rating.call_txid < p_to_txid)
        or (rating.txid >= p_from_txid and rating.txid < p_to_txid and rating.call_txid < p_from_txid)
      )
      and rating."timestamp" >= p_from
      and rating."timestamp" < p_to
      and rating.generation = p_generation
  ),
  hourly as materialized (
    select
      date_trunc('hour', measure.local_time) as hour,
      date_trunc('day', measure.local_time) as day,
      date_trunc('week', measure.local_time) as week,
      measure.provider,
      measure.model,
      measure.task_type,
      measure.task_complexity,
      measure.feature,
      measure.project_id,
      measure.error_kind,
      sum(measure.calls) as calls,
      sum(measure.succeeded) as succeeded,
      sum(measure.failed) as failed,
      sum(measure.cached) as cached,
      sum(case when measure.txid < p_to_txid then measure.thumbs_up else -measure.thumbs_up end) as thumbs_up,
      sum(case when measure.txid < p_to_txid then measure.thumbs_down else -measure.thumbs_down end) as thumbs_down,
      count(measure.response_ms) as timed_calls,
      coalesce(sum(measure.response_ms), 0) as response_ms,
      coalesce(sum(round(1e6 * ln(greatest(measure.response_ms, 1)::float8))::bigint)
        filter (where measure.response_ms is not null), 0) as log_ms,
      coalesce(sum(round(1e6 * ln(greatest(measure.response_ms, 1)::float8) ^ 2)::bigint)
        filter (where measure.response_ms is not null), 0) as log_ms_squared,
      count(measure.first_token_ms) as first_token_calls,
      coalesce(sum(measure.first_token_ms), 0) as first_token_ms,
      coalesce(sum(measure.input_tokens), 0) as input_tokens,
      coalesce(sum(measure.output_tokens), 0) as output_tokens,
      coalesce(sum(measure.cached_input_tokens), 0) as cached_input_tokens,
      coalesce(sum(measure.cache_write_tokens), 0) as cache_write_tokens,
      coalesce(sum(measure.reasoning_tokens), 0) as reasoning_tokens,
      coalesce(sum(measure.total_tokens), 0) as total_tokens,
      count(measure.total_tokens) as token_calls,
      coalesce(sum(measure.cost_usd), 0) as cost_usd,
      count(measure.cost_usd) as priced_calls,
      count(measure.success_cost_usd) as priced_successes,
      coalesce(sum(measure.confidence), 0) as confidence,
      count(measure.confidence) as confident_calls,
      sum(('1e' || 12 * width_bucket(measure.response_ms, private.latency_bounds()))::numeric) as response_sketch,
      sum(('1e' || 12 * width_bucket(measure.first_token_ms, private.latency_bounds()))::numeric)
        as first_token_sketch
    from measure
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ),
  rolled as (
    insert into private.call_rollups as rollup
    select
      p_team_id,
      grained.grain,
      coalesce(grained.day, grained.hour, grained.week),
      p_generation,
      grained.provider,
      grained.model,
      grained.task_type,
      grained.task_complexity,
      grained.feature,
      grained.project_id,
      grained.error_kind,
      grained.calls,
      grained.succeeded,
      grained.failed,
      grained.cached,
      grained.thumbs_up,
      grained.thumbs_down,
      grained.timed_calls,
      grained.response_ms,
      grained.log_ms,
      grained.log_ms_squared,
      grained.first_token_calls,
      grained.first_token_ms,
      grained.input_tokens,
      grained.output_tokens,
      grained.cached_input_tokens,
      grained.cache_write_tokens,
      grained.reasoning_tokens,
      grained.total_tokens,
      grained.token_calls,
      grained.cost_usd,
      grained.priced_calls,
      grained.priced_successes,
      grained.confidence,
      grained.confident_calls,
      case when grained.grain = 'cell' or grained.grain = any (sketched) then grained.response_sketch end,
      case when grained.grain = any (sketched) then grained.first_token_sketch end
    from (
      select
        case grouping(
          hourly.hour, hourly.week, hourly.error_kind, hourly.provider, hourly.task_type, hourly.task_complexity, hourly.feature
        )
          when 127 then 'day'
          when 119 then 'arm'
          when 87 then 'arm_week'
          when 123 then 'task'
          when 91 then 'task_week'
          when 113 then 'cell'
          when 81 then 'cell_week'
          when 126 then 'feature'
          when 112 then 'detail'
          when 50 then 'hour'
          when 111 then 'error_kind'
          when 98 then 'error'
        end as grain,
        hourly.day,
        hourly.hour,
        hourly.week,
        hourly.provider,
        hourly.model,
        hourly.task_type,
        hourly.task_complexity,
        hourly.feature,
        hourly.project_id,
        hourly.error_kind,
        sum(hourly.calls) as calls,
        sum(hourly.succeeded) as succeeded,
        sum(hourly.failed) as failed,
        sum(hourly.cached) as cached,
        sum(hourly.thumbs_up) as thumbs_up,
        sum(hourly.thumbs_down) as thumbs_down,
        sum(hourly.timed_calls) as timed_calls,
        sum(hourly.response_ms) as response_ms,
        sum(hourly.log_ms) as log_ms,
        sum(hourly.log_ms_squared) as log_ms_squared,
        sum(hourly.first_token_calls) as first_token_calls,
        sum(hourly.first_token_ms) as first_token_ms,
        sum(hourly.input_tokens) as input_tokens,
        sum(hourly.output_tokens) as output_tokens,
        sum(hourly.cached_input_tokens) as cached_input_tokens,
        sum(hourly.cache_write_tokens) as cache_write_tokens,
        sum(hourly.reasoning_tokens) as reasoning_tokens,
        sum(hourly.total_tokens) as total_tokens,
        sum(hourly.token_calls) as token_calls,
        sum(hourly.cost_usd) as cost_usd,
        sum(hourly.priced_calls) as priced_calls,
        sum(hourly.priced_successes) as priced_successes,
        sum(hourly.confidence) as confidence,
        sum(hourly.confident_calls) as confident_calls,
        sum(hourly.response_sketch) as response_sketch,
        sum(hourly.first_token_sketch) as first_token_sketch
      from hourly
      group by grouping sets (
        (hourly.day),
        (hourly.day, hourly.provider, hourly.model),
        (hourly.week, hourly.provider, hourly.model),
        (hourly.day, hourly.task_type),
        (hourly.week, hourly.task_type),
        (hourly.day, hourly.provider, hourly.model, hourly.task_type, hourly.task_complexity),
        (hourly.week, hourly.provider, hourly.model, hourly.task_type, hourly.task_complexity),
        (hourly.day, hourly.feature, hourly.project_id),
        (
          hourly.day, hourly.provider, hourly.model, hourly.task_type, hourly.task_complexity, hourly.feature,
          hourly.project_id
        ),
        (hourly.hour, hourly.provider, hourly.model, hourly.task_type, hourly.feature, hourly.project_id),
        (hourly.day, hourly.error_kind),
        (
          hourly.day, hourly.provider, hourly.model, hourly.task_type, hourly.feature, hourly.project_id,
          hourly.error_kind
        )
      )
      having grouping(hourly.error_kind) = 1 or hourly.error_kind is not null
    ) as grained
    on conflict (
      team_id, grain, local_time, generation, provider, model, task_type, task_complexity, feature, project_id,
      error_kind
    ) do update set
      calls = rollup.calls + excluded.calls,
      succeeded = rollup.succeeded + excluded.succeeded,
      failed = rollup.failed + excluded.failed,
      cached = rollup.cached + excluded.cached,
      thumbs_up = rollup.thumbs_up + excluded.thumbs_up,
      thumbs_down = rollup.thumbs_down + excluded.thumbs_down,
      timed_calls = rollup.timed_calls + excluded.timed_calls,
      response_ms = rollup.response_ms + excluded.response_ms,
      log_ms = rollup.log_ms + excluded.log_ms,
      log_ms_squared = rollup.log_ms_squared + excluded.log_ms_squared,
      first_token_calls = rollup.first_token_calls + excluded.first_token_calls,
      first_token_ms = rollup.first_token_ms + excluded.first_token_ms,
      input_tokens = rollup.input_tokens + excluded.input_tokens,
      output_tokens = rollup.output_tokens + excluded.output_tokens,
      cached_input_tokens = rollup.cached_input_tokens + excluded.cached_input_tokens,
      cache_write_tokens = rollup.cache_write_tokens + excluded.cache_write_tokens,
      reasoning_tokens = rollup.reasoning_tokens + excluded.reasoning_tokens,
      total_tokens = rollup.total_tokens + excluded.total_tokens,
      token_calls = rollup.token_calls + excluded.token_calls,
      cost_usd = rollup.cost_usd + excluded.cost_usd,
      priced_calls = rollup.priced_calls + excluded.priced_calls,
      priced_successes = rollup.priced_successes + excluded.priced_successes,
      confidence = rollup.confidence + excluded.confidence,
      confident_calls = rollup.confident_calls + excluded.confident_calls,
      response_sketch = coalesce(
        rollup.response_sketch + excluded.response_sketch, rollup.response_sketch, excluded.response_sketch
      ),
      first_token_sketch = coalesce(
        rollup.first_token_sketch + excluded.first_token_sketch, rollup.first_token_sketch, excluded.first_token_sketch
      )
  ),
  used as (
    insert into private.usage_rollups as usage
    select
      p_team_id,
      date_trunc('day', measure.local_time),
      p_generation,
      measure.user_id,
      measure.external_user_id,
      measure.feature,
      measure.project_id,
      measure.provider,
      measure.model,
      count(*),
      sum(measure.failed),
      coalesce(sum(measure.input_tokens), 0),
      coalesce(sum(measure.output_tokens), 0),
      coalesce(sum(measure.total_tokens), 0),
      coalesce(sum(measure.cost_usd), 0),
      count(measure.cost_usd)
    from measure
    where measure.calls = 1
    group by 2, 4, 5, 6, 7, 8, 9
    on conflict (
      team_id, local_time, generation, user_id, external_user_id, feature, project_id, provider, model
    ) do update set
      requests = usage.requests + excluded.requests,
      failures = usage.failures + excluded.failures,
      input_tokens = usage.input_tokens + excluded.input_tokens,
      output_tokens = usage.output_tokens + excluded.output_tokens,
      total_tokens = usage.total_tokens + excluded.total_tokens,
      cost_usd = usage.cost_usd + excluded.cost_usd,
      priced_requests = usage.priced_requests + excluded.priced_requests
  )
  select count(*) into added from measure where measure.calls = 1;
  return added;
end
$$;
comment on function private.add_to_rollups(uuid, int, bigint, bigint, timestamptz, timestamptz) is
  'Adds the calls of the transactions in a range, and of a range of time, with their ratings as they were at the end of the '
  'range of transactions; how many calls. The caller holds the team''s state. Definer, because nobody else writes rollups.';

create function private.roll_up_team(p_team_id uuid, p_limit int, out rolled bigint, out more boolean)
language plpgsql volatile security definer set search_path = ''
as $$
declare
  state private.rollup_state;
  settled bigint;
  first_txid bigint;
  next_txid bigint;
begin
  rolled := 0;
  more := false;
  -- Before the state, as who deletes a team has the team first.
  perform 1 from public.teams where id = p_team_id for key share skip locked;
  if not found then
    return;
  end if;
  -- A rebuild counts up to the watermark, which stays where it is until the new generation counts.
  select * into state
  from private.rollup_state
  where team_id = p_team_id and rebuild_phase is distinct from 'stage'
  for update skip locked;
  if not found then
    return;
  end if;
  settled := private.settled_transaction_id();
  select call.txid into next_txid
  from public.model_performance_metrics as call
  where call.team_id = p_team_id and call.txid >= state.watermark and call.txid < settled
  order by call.txid
  offset p_limit
  limit 1;
  more := found;
  if settled = state.watermark then
    return;
  end if;
  if more then
    select min(call.txid) into first_txid
    from public.model_performance_metrics as call
    where call.team_id = p_team_id and call.txid >= state.watermark;
    -- A transaction is taken over whole, however large.
    settled := greatest(next_txid, first_txid + 1);
  end if;
  rolled := private.add_to_rollups(p_team_id, state.generation, state.watermark, settled);
  update private.rollup_state set watermark = settled where team_id = p_team_id;
  delete from private.rating_changes where team_id = p_team_id and txid < settled;
end
$$;
comment on function private.roll_up_team(uuid, int) is
  'Rolls up a team''s calls, so many or all of one transaction, and moves the watermark; none while somebody else is at it '
  'or the team is counted anew. Definer, because nobody else writes rollups.';

create function private.roll_up(p_limit int) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  team record;
  done record;
  rolled bigint := 0;
begin
  -- Asked of all teams: a call with such an id looks rolled up already.
  if private.settled_transaction_id() < any (select state.watermark from private.rollup_state as state) then
    raise exception
      'The transaction ids of this database have begun anew, as after a restore: run select public.reset_watermark().'
      using errcode = 'PT409';
  end if;
  for team in
    select state.team_id
    from private.rollup_state as state
    -- One look into the index of each team; "exists" would be turned into a join over all calls.
    cross join lateral (
      select max(call.txid) as txid from public.model_performance_metrics as call where call.team_id = state.team_id
    ) as latest_call
    cross join lateral (
      select max(rating.txid) as txid from private.rating_changes as rating where rating.team_id = state.team_id
    ) as latest_rating
    where state.rebuild_phase is distinct from 'stage'
      and greatest(latest_call.txid, latest_rating.txid) >= state.watermark
  loop
    done := private.roll_up_team(team.team_id, (p_limit - rolled)::int);
    rolled := rolled + done.rolled;
    if done.more or rolled >= p_limit then
      return jsonb_build_object('calls', rolled, 'more', true);
    end if;
  end loop;
  return jsonb_build_object('calls', rolled, 'more', false);
end
$$;
comment on function private.roll_up(int) is 'Rolls up so many calls of all teams. Definer, because it sees every team.';

create function public.roll_up() returns jsonb
language sql volatile security invoker set search_path = ''
-- Heard by the API of a hosted project, whose own limit is 8 s: one large transaction is taken over whole.
set statement_timeout = '60s'
as $$ select private.roll_up(10000) $$;
comment on function public.roll_up() is
  'One chunk of rolling up calls, under five seconds; call again while "more" is true. Run by the app, or by a scheduler.';
grant execute on function private.roll_up(int), public.roll_up() to service_role;

