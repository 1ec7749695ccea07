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
  select * into state from private.rollup_state where team_id = p_team_id for update skip locked;
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
  if state.rebuild_phase = 'stage' then
    -- The rebuild counts all before the watermark, but does not come back to the times that it is done with.
    perform private.add_to_rollups(
      p_team_id, state.generation + 1, state.watermark, settled, state.rebuild_from, state.rebuild_next
    );
  end if;
  update private.rollup_state set watermark = settled where team_id = p_team_id;
  delete from private.rating_changes where team_id = p_team_id and txid < settled;
  delete from private.unrolled_transactions where team_id = p_team_id and txid < settled;
  delete from private.team_failures where team_id = p_team_id and duty = 'roll-up';
end
$$;
comment on function private.roll_up_team(uuid, int) is
  'Rolls up a team''s calls, so many or all of one transaction, and moves the watermark; none while somebody else is at it. '
  'Definer, because nobody else writes rollups.';

create view private.teams_to_roll_up with (security_invoker = true) as
select state.team_id, state.watermark
from (
  select unrolled.team_id from private.unrolled_transactions as unrolled
  union
  select rating.team_id from private.rating_changes as rating
) as team
join private.rollup_state as state on state.team_id = team.team_id;
comment on view private.teams_to_roll_up is 'Teams with calls or ratings that the rollups may not hold yet.';

create function private.roll_up(p_limit int) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  team record;
  done record;
  rolled bigint := 0;
  is_more boolean := false;
begin
  -- A call with an id before the watermark looks rolled up already.
  if exists (
      select
      from private.transaction_clock as clock
      cross join pg_control_system() as control
      where clock.server_id <> control.system_identifier
    )
    or private.settled_transaction_id() < any (select behind.watermark from private.teams_to_roll_up as behind)
  then
    return jsonb_build_object(
      'calls', 0, 'more', true, 'failed', null, 'restoredTeams', private.reset_watermark() -> 'teams'
    );
  end if;
  for team in
    select waiting.team_id
    from private.teams_to_roll_up as waiting
    where not private.rests(waiting.team_id, 'roll-up')
    order by waiting.watermark
  loop
    begin
      done := private.roll_up_team(team.team_id, (p_limit - rolled)::int);
    exception when query_canceled or others then
      return jsonb_build_object(
        'calls', rolled, 'more', true, 'failed', private.note_failure(team.team_id, 'roll-up', sqlerrm),
        'restoredTeams', null
      );
    end;
    rolled := rolled + done.rolled;
    is_more := done.more or rolled >= p_limit;
    exit when is_more;
  end loop;
  return jsonb_build_object('calls', rolled, 'more', is_more, 'failed', null, 'restoredTeams', null);
end
$$;
comment on function private.roll_up(int) is
  'Rolls up so many calls of all teams, those first that have waited longest. Definer, because it sees every team.';

create function private.calls_of_a_chunk() returns int
language sql stable parallel safe security invoker set search_path = ''
as $$ select case when version() like '%wasm%' then 2500 else 10000 end $$;
comment on function private.calls_of_a_chunk() is
  'How many calls are counted in one transaction: fewer in PGlite, which serves nobody else meanwhile.';

create function public.roll_up() returns jsonb
language sql volatile security invoker set search_path = ''
-- Heard by the API of a hosted project, whose own limit is 8 s: one large transaction is taken over whole.
set statement_timeout = '60s'
as $$ select private.roll_up(private.calls_of_a_chunk()) $$;
comment on function public.roll_up() is
  'One chunk of rolling up calls, under five seconds; call again while "more" is true. "failed" names a team that it could not '
  'be done for and why; "restoredTeams" is how many are counted anew, as the database has come to another server. Run by '
  'the app, or by a scheduler.';
grant execute on function private.roll_up(int), private.calls_of_a_chunk(), public.roll_up() to service_role;

