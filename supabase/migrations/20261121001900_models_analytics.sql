create function private.count_model_calls(
  p_team_id uuid,
  p_days int,
  p_from date,
  p_to date,
  p_task_type text,
  p_model text,
  p_provider text,
  p_feature text,
  p_project_id uuid,
  p_now timestamptz
) returns json
language plpgsql stable security invoker set search_path = '' set work_mem = '32MB' set jit = off
-- Planning takes as long as a third of the work, and what is to be read is the same whatever is asked.
set plan_cache_mode = force_generic_plan
as $$
declare
  team public.teams;
  state private.rollup_state;
  time_zone text;
  period record;
  is_filtered constant boolean :=
    num_nonnulls(p_task_type, p_model, p_provider, p_feature, p_project_id) > 0;
  sees_all boolean;
  -- The wall clock, the hour and the day at which the period before ends, as its last day may not be counted whole.
  previous_end_local timestamp;
  cut_hour timestamp;
  cut_day timestamp;
  -- The days of both periods as the rollups have them.
  first_local timestamp;
  last_local timestamp;
  previous_first_local timestamp;
  -- The first whole week of the period, and the Monday after its last one.
  first_week timestamp;
  week_after timestamp;
  has_previous boolean;
  nothing constant json := json_build_object(
    'calls', 0, 'succeeded', 0, 'failed', 0, 'stopped', 0, 'thumbsUp', 0, 'thumbsDown', 0,
    'timedCalls', 0, 'avgMs', null, 'p50', null, 'p95', null, 'p99', null, 'logMeanMs', null, 'logVarMs', null,
    'avgTtftMs', null, 'ttftP50', null, 'ttftP95', null, 'firstTokenCalls', 0, 'totalTokens', 0,
    'inputTokens', 0, 'cachedInputTokens', 0, 'tokenCalls', 0, 'costUsd', 0, 'pricedCalls', 0,
    'pricedSuccesses', 0
  );
  answer json;
begin
  select private.user_id() is null or p_team_id in (select private.my_led_team_ids()) into strict sees_all;
  select * into strict team from public.teams where id = p_team_id;
  select * into strict state from private.rollup_state where team_id = p_team_id;
  select zone.time_zone into strict time_zone from private.current_zones as zone where zone.team_id = p_team_id;
  select * into strict period from private.period(time_zone, p_days, p_from, p_to, p_now);
  previous_end_local := period.previous_ends_at at time zone time_zone;
  cut_hour := date_trunc('hour', previous_end_local);
  if sees_all and exists (
    select from private.instants_between(p_team_id, cut_hour, previous_end_local) as span
    where span.starts_at < state.calls_kept_from
  ) then
    -- Rollups are whole hours, and calls of this one may be gone.
    previous_end_local := cut_hour;
  end if;
  cut_day := date_trunc('day', cut_hour);
  first_local := period.first_day;
  last_local := period.last_day;
  previous_first_local := period.previous_first_day;
  first_week := date_trunc('week', first_local + interval '6 days');
  week_after := date_trunc('week', last_local + interval '1 day');
  has_previous := sees_all or period.previous_starts_at >= p_now - make_interval(days => team.retention_days);

  with fresh as materialized (
    select call.*, date_trunc('day', call.local_time) as day
    from private.unrolled_calls(p_team_id) as call
    where call.local_time >= previous_first_local and call.local_time < last_local + interval '1 day'
  ),
  -- Weeks in place of days where whole ones lie in the period and its days need not be told apart.
  rolled as (
    select array['all', 'day'] as breakdowns, rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'day'
      and rollup.local_time between first_local and last_local
    union all
    select array['provider', 'model'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'arm_week'
      and rollup.local_time >= first_week and rollup.local_time < week_after
    union all
    select array['provider', 'model'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'arm'
      and rollup.local_time >= first_local and rollup.local_time < least(first_week, last_local + interval '1 day')
    union all
    select array['provider', 'model'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'arm'
      and rollup.local_time >= greatest(first_week, week_after) and rollup.local_time <= last_local
    union all
    select array['task'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'task_week'
      and rollup.local_time >= first_week and rollup.local_time < week_after
    union all
    select array['task'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'task'
      and rollup.local_time >= first_local and rollup.local_time < least(first_week, last_local + interval '1 day')
    union all
    select array['task'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'task'
      and rollup.local_time >= greatest(first_week, week_after) and rollup.local_time <= last_local
    union all
    select array['cell'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'cell_week'
      and rollup.local_time >= first_week and rollup.local_time < week_after
    union all
    select array['cell'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'cell'
      and rollup.local_time >= first_local and rollup.local_time < least(first_week, last_local + interval '1 day')
    union all
    select array['cell'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'cell'
      and rollup.local_time >= greatest(first_week, week_after) and rollup.local_time <= last_local
    union all
    select array['previous'], rollup.*
    from private.live_rollups as rollup
    where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'day'
      and rollup.local_time >= previous_first_local and rollup.local_time < cut_day
    union all
    select array['all', 'provider', 'model', 'day', 'model and day', 'task', 'cell'], rollup.*
    from private.live_rollups as rollup
    where is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'detail'
      and rollup.local_time between first_local and last_local
    union all
    select array['previous'], rollup.*
    from private.live_rollups as rollup
    where is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'detail'
      and rollup.local_time >= previous_first_local and rollup.local_time < cut_day
    union all
    select array['previous'], rollup.*
    from private.live_rollups as rollup
    where sees_all and rollup.team_id = p_team_id and rollup.grain = 'hour'
      and rollup.local_time >= cut_day and rollup.local_time < cut_hour
  ),
  measured as (
    select
      case
        when call.day >= first_local
        then array['all', 'provider', 'model', 'day', 'model and day', 'task', 'cell']
        else array['previous']
      end as breakdowns,
      call.*
    from fresh as call
    where call.day >= first_local or call.local_time < cut_hour
    union all
    -- The hour that the period before ends in.
    select array['previous'], call.*, date_trunc('day', call.local_time)
    from private.instants_between(p_team_id, cut_hour, previous_end_local) as span
    join private.call_measures as call on call."timestamp" >= span.starts_at and call."timestamp" < span.ends_at
    where call.team_id = p_team_id
      and (sees_all or call.user_id = private.user_id())
      and call.local_time >= cut_hour
      and call.local_time < previous_end_local
      and call.generation = state.generation
  ),
  part as (
    select
      rolled.breakdowns,
      rolled.provider,
      rolled.model,
      rolled.task_type,
      rolled.task_complexity,
      rolled.feature,
      rolled.project_id,
      rolled.local_time as day,
      rolled.calls,
      rolled.succeeded,
      rolled.failed,
      rolled.thumbs_up,
      rolled.thumbs_down,
      rolled.timed_calls,
      rolled.response_ms,
      rolled.log_ms,
      rolled.log_ms_squared,
      rolled.first_token_calls,
      rolled.first_token_ms,
      rolled.input_tokens,
      rolled.cached_input_tokens,
      rolled.total_tokens,
      rolled.token_calls,
      rolled.cost_usd,
      rolled.priced_calls,
      rolled.priced_successes,
      rolled.response_sketch,
      rolled.first_token_sketch
    from rolled
    union all
    select
      call.breakdowns,
      call.provider,
      call.model,
      call.task_type,
      call.task_complexity,
      call.feature,
      call.project_id,
      call.day,
      call.calls,
      call.succeeded,
      call.failed,
      call.thumbs_up,
      call.thumbs_down,
      (call.response_ms is not null)::int,
      call.response_ms,
      case when call.response_ms is not null then round(1e6 * ln(greatest(call.response_ms, 1)::float8))::bigint end,
      case when call.response_ms is not null
        then round(1e6 * ln(greatest(call.response_ms, 1)::float8) ^ 2)::bigint
      end,
      (call.first_token_ms is not null)::int,
      call.first_token_ms,
      call.input_tokens,
      call.cached_input_tokens,
      call.total_tokens,
      (call.total_tokens is not null)::int,
      call.cost_usd,
      (call.cost_usd is not null)::int,
      (call.success_cost_usd is not null)::int,
      ('1e' || 12 * width_bucket(call.response_ms, private.latency_bounds()))::numeric,
      ('1e' || 12 * width_bucket(call.first_token_ms, private.latency_bounds()))::numeric
    from measured as call
    union all
    select
      array['day'], p_provider, p_model, p_task_type, null, p_feature, p_project_id, calendar.day,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null
    from generate_series(first_local, last_local, interval '1 day') as calendar (day)
  ),
  keyed as (
    select
      breakdown.name as breakdown,
      case when breakdown.name in ('provider', 'model', 'model and day', 'cell') then part.provider end as provider,
      case when breakdown.name in ('model', 'model and day', 'cell') then part.model end as model,
      case when breakdown.name in ('task', 'cell') then part.task_type end as task_type,
      case when breakdown.name = 'cell' then part.task_complexity end as task_complexity,
      case when breakdown.name in ('day', 'model and day') then part.day end as day,
      part.calls,
      part.succeeded,
      part.failed,
      part.thumbs_up,
      part.thumbs_down,
      part.timed_calls,
      part.response_ms,
      part.log_ms,
      part.log_ms_squared,
      part.first_token_calls,
      part.first_token_ms,
      part.input_tokens,
      part.cached_input_tokens,
      part.total_tokens,
      part.token_calls,
      part.cost_usd,
      part.priced_calls,
      part.priced_successes,
      case when breakdown.name in ('all', 'provider', 'model', 'day', 'task') then part.response_sketch end
        as response_sketch,
      case when breakdown.name in ('all', 'provider', 'model', 'task') then part.first_token_sketch end
        as first_token_sketch
    from part
    cross join unnest(part.breakdowns) as breakdown (name)
    where (p_task_type is null or part.task_type = p_task_type)
      and (p_model is null or part.model = p_model)
      and (p_provider is null or part.provider = p_provider)
      and (p_feature is null or part.feature = p_feature)
      and (p_project_id is null or part.project_id = p_project_id)
  ),
  counted as materialized (
    select
      keyed.breakdown,
      keyed.provider,
      keyed.model,
      keyed.task_type,
      keyed.task_complexity,
      keyed.day,
      sum(keyed.calls) as calls,
      sum(keyed.succeeded) as succeeded,
      sum(keyed.failed) as failed,
      sum(keyed.thumbs_up) as thumbs_up,
      sum(keyed.thumbs_down) as thumbs_down,
      sum(keyed.timed_calls) as timed_calls,
      sum(keyed.response_ms)::float8 as response_ms,
      sum(keyed.log_ms)::float8 / 1e6 as log_ms,
      sum(keyed.log_ms_squared)::float8 / 1e6 as log_ms_squared,
      sum(keyed.first_token_calls) as first_token_calls,
      sum(keyed.first_token_ms)::float8 as first_token_ms,
      coalesce(sum(keyed.input_tokens), 0) as input_tokens,
      coalesce(sum(keyed.cached_input_tokens), 0) as cached_input_tokens,
      coalesce(sum(keyed.total_tokens), 0) as total_tokens,
      sum(keyed.token_calls) as token_calls,
      coalesce(sum(keyed.cost_usd), 0) as cost_usd,
      sum(keyed.priced_calls) as priced_calls,
      sum(keyed.priced_successes) as priced_successes,
      sum(keyed.response_sketch) as response_sketch,
      sum(keyed.first_token_sketch) as first_token_sketch
    from keyed
    group by
      keyed.breakdown, keyed.provider, keyed.model, keyed.task_type, keyed.task_complexity, keyed.day
    having sum(keyed.calls) > 0 or keyed.breakdown in ('day', 'model and day')
  ),
  -- The most rows by far, of which little is told: their other sums would take a quarter of the time of all this.
  model_day as (
    select
      part.provider,
      part.model,
      part.day,
      sum(part.calls) as calls,
      sum(part.succeeded) as succeeded,
      sum(part.failed) as failed,
      sum(part.thumbs_up) as thumbs_up,
      sum(part.thumbs_down) as thumbs_down,
      sum(part.response_ms)::float8 / nullif(sum(part.timed_calls), 0)::float8 as avg_ms
    from (
      select
        rollup.provider,
        rollup.model,
        rollup.local_time as day,
        rollup.calls,
        rollup.succeeded,
        rollup.failed,
        rollup.thumbs_up,
        rollup.thumbs_down,
        rollup.timed_calls,
        rollup.response_ms
      from private.live_rollups as rollup
      where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'arm'
        and rollup.local_time between first_local and last_local
      union all
      select
        counted.provider,
        counted.model,
        counted.day,
        counted.calls::bigint,
        counted.succeeded::bigint,
        counted.failed::bigint,
        counted.thumbs_up::bigint,
        counted.thumbs_down::bigint,
        counted.timed_calls::bigint,
        counted.response_ms::bigint
      from counted
      where counted.breakdown = 'model and day'
    ) as part
    group by part.provider, part.model, part.day
    having sum(part.calls) > 0
    order by part.provider, part.model, part.day
  ),
  counts as (
    select
      counted.breakdown,
      counted.provider,
      counted.model,
      counted.task_type,
      counted.task_complexity,
      counted.day,
      json_build_object(
        'provider', counted.provider,
        'model', counted.model,
        'taskType', counted.task_type,
        'complexity', counted.task_complexity,
        'day', counted.day::date,
        'calls', counted.calls,
        'succeeded', counted.succeeded,
        'failed', counted.failed,
        'stopped', counted.calls - counted.succeeded - counted.failed,
        'thumbsUp', counted.thumbs_up,
        'thumbsDown', counted.thumbs_down,
        'timedCalls', counted.timed_calls,
        'avgMs', counted.response_ms / nullif(counted.timed_calls, 0)::float8,
        'p50', time.quantiles[1],
        'p95', time.quantiles[2],
        'p99', time.quantiles[3],
        'logMeanMs', counted.log_ms / nullif(counted.timed_calls, 0)::float8,
        'logVarMs', case when counted.timed_calls > 1 then
          greatest(0, counted.log_ms_squared - counted.log_ms ^ 2 / counted.timed_calls::float8)
            / (counted.timed_calls - 1)::float8
        end,
        'avgTtftMs', counted.first_token_ms / nullif(counted.first_token_calls, 0)::float8,
        'ttftP50', first_token.quantiles[1],
        'ttftP95', first_token.quantiles[2],
        'firstTokenCalls', counted.first_token_calls,
        'inputTokens', counted.input_tokens,
        'cachedInputTokens', counted.cached_input_tokens,
        'totalTokens', counted.total_tokens,
        'tokenCalls', counted.token_calls,
        'costUsd', counted.cost_usd,
        'pricedCalls', counted.priced_calls,
        'pricedSuccesses', counted.priced_successes
      ) as figures
    from counted
    cross join lateral (
      select private.latency_quantiles(
        counted.response_sketch, counted.timed_calls::bigint, array[0.5, 0.95, 0.99]
      ) as quantiles
      -- Worked out once, not once for each of the three.
      offset 0
    ) as time
    cross join lateral (
      select private.latency_quantiles(
        counted.first_token_sketch, counted.first_token_calls::bigint, array[0.5, 0.95]
      ) as quantiles
      offset 0
    ) as first_token
    where counted.breakdown <> 'model and day'
  ),
  place as (
    select distinct rollup.feature, rollup.project_id
    from private.live_rollups as rollup
    where rollup.team_id = p_team_id and sees_all and rollup.grain = 'feature' and rollup.calls > 0
      and rollup.local_time between first_local and last_local
    union
    select call.feature, call.project_id from fresh as call where call.day >= first_local and call.calls > 0
  )
  select json_build_object(
    'team', private.counted_team(p_team_id),
    'period', json_build_object(
      'days', period.days,
      'from', period.first_day,
      'to', period.last_day,
      'previousFrom', period.previous_first_day,
      'previousTo', period.previous_last_day,
      'previousUntil', previous_end_local
    ),
    'models', (
      select coalesce(
        json_agg(json_build_object('provider', seen.provider, 'model', seen.model)
          order by seen.provider collate "C", seen.model collate "C"), '[]')
      from (
        select counted.provider, counted.model from counted where counted.breakdown = 'model'
        union
        select rollup.provider, rollup.model
        from private.live_rollups as rollup
        where is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'arm' and rollup.calls > 0
          and rollup.local_time between first_local and last_local
        union
        select call.provider, call.model from fresh as call where call.day >= first_local and call.calls > 0
      ) as seen
    ),
    'taskTypes', (
      select coalesce(json_agg(seen.task_type order by array_position(private.task_types(), seen.task_type)), '[]')
      from (
        select counted.task_type from counted where counted.breakdown = 'task'
        union
        select rollup.task_type
        from private.live_rollups as rollup
        where is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'task' and rollup.calls > 0
          and rollup.local_time between first_local and last_local
        union
        select call.task_type from fresh as call where call.day >= first_local and call.calls > 0
      ) as seen
    ),
    'features', (
      select coalesce(json_agg(seen.feature order by seen.feature collate "C"), '[]')
      from (select distinct place.feature from place) as seen
    ),
    'projects', (
      select coalesce(
        json_agg(json_build_object('id', seen.project_id, 'name', coalesce(project.name, 'Deleted project'))
          order by project.name collate "C", seen.project_id), '[]')
      from (select distinct place.project_id from place where place.project_id is not null) as seen
      left join public.projects as project on project.team_id = p_team_id and project.id = seen.project_id
    ),
    'errors', (
      select coalesce(
        json_agg(json_build_object('kind', failed.error_kind, 'calls', failed.calls)
          order by failed.calls desc, failed.error_kind collate "C"), '[]')
      from (
        select seen.error_kind, sum(seen.calls) as calls
        from (
          select rollup.error_kind, rollup.calls
          from private.live_rollups as rollup
          where not is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'error_kind'
            and rollup.local_time between first_local and last_local
          union all
          select rollup.error_kind, rollup.calls
          from private.live_rollups as rollup
          where is_filtered and sees_all and rollup.team_id = p_team_id and rollup.grain = 'error'
            and rollup.local_time between first_local and last_local
            and (p_task_type is null or rollup.task_type = p_task_type)
            and (p_model is null or rollup.model = p_model)
            and (p_provider is null or rollup.provider = p_provider)
            and (p_feature is null or rollup.feature = p_feature)
            and (p_project_id is null or rollup.project_id = p_project_id)
          union all
          select call.error_kind, call.calls
          from fresh as call
          where call.day >= first_local
            and call.error_kind is not null
            and (p_task_type is null or call.task_type = p_task_type)
            and (p_model is null or call.model = p_model)
            and (p_provider is null or call.provider = p_provider)
            and (p_feature is null or call.feature = p_feature)
            and (p_project_id is null or call.project_id = p_project_id)
        ) as seen
        group by seen.error_kind
      ) as failed
    ),
    'summary', coalesce((select counts.figures from counts where counts.breakdown = 'all'), nothing),
    'previous', case when has_previous then
      coalesce((select counts.figures from counts where counts.breakdown = 'previous'), nothing)
    end,
    'byProvider', (
      select coalesce(json_agg(counts.figures order by counts.provider collate "C"), '[]')
      from counts where counts.breakdown = 'provider'
    ),
    'byModel', (
      select coalesce(json_agg(counts.figures order by counts.provider collate "C", counts.model collate "C"), '[]')
      from counts where counts.breakdown = 'model'
    ),
    'byTaskType', (
      select coalesce(json_agg(counts.figures order by array_position(private.task_types(), counts.task_type)), '[]')
      from counts where counts.breakdown = 'task'
    ),
    'byDay', (
      select json_agg(counts.figures order by counts.day) from counts where counts.breakdown = 'day'
    ),
    -- In columns: an object for each model and day would take a quarter of the time of all this.
    'byModelDay', (
      select coalesce(json_agg(model.days order by model.provider collate "C", model.model collate "C"), '[]')
      from (
        select
          ordered.provider,
          ordered.model,
          json_build_object(
            'provider', ordered.provider,
            'model', ordered.model,
            'day', array_agg(ordered.day::date),
            'calls', array_agg(ordered.calls),
            'succeeded', array_agg(ordered.succeeded),
            'failed', array_agg(ordered.failed),
            'thumbsUp', array_agg(ordered.thumbs_up),
            'thumbsDown', array_agg(ordered.thumbs_down),
            'avgMs', array_agg(ordered.avg_ms)
          ) as days
        from model_day as ordered
        group by ordered.provider, ordered.model
      ) as model
    ),
    'cells', (
      select coalesce(
        json_agg(
          counts.figures
          order by
            counts.provider collate "C",
            counts.model collate "C",
            counts.task_type collate "C",
            counts.task_complexity collate "C"
        ),
        '[]'
      )
      from counts where counts.breakdown = 'cell'
    ),
    'generatedAt', p_now
  )
  into answer;
  return answer;
end
$$;
comment on function private.count_model_calls(uuid, int, date, date, text, text, text, text, uuid, timestamptz) is
  'Counts a team''s calls that the caller may see, of the period and the one before, in every breakdown that '
  '/analytics/models shows: rollups and the calls that they do not hold yet, in one snapshot. Times are those of successful '
  'calls; percentiles are within 1 %, and null for cells and the period before, those of the time to the first token for days as well. "previous" is null for members where '
  'retention has removed calls of it. "models", "taskTypes", "features" and "projects" are all that occur in the period, '
  'whatever the filters.';

create function public.get_models_analytics(
  p_team_id uuid,
  p_days int default null,
  p_from date default null,
  p_to date default null,
  p_task_type text default null,
  p_model text default null,
  p_provider text default null,
  p_feature text default null,
  p_project_id uuid default null
) returns json
language plpgsql stable security invoker set search_path = ''
as $$
begin
  perform private.require_lead(p_team_id);
  return private.count_model_calls(
    p_team_id, p_days, p_from, p_to, p_task_type, p_model, p_provider, p_feature, p_project_id, now()
  );
end
$$;
comment on function public.get_models_analytics(uuid, int, date, date, text, text, text, text, uuid) is
  'What /analytics/models and GET /api/analytics/models are made of (A15): counts only, lib/analytics/models.ts judges '
  'them. Either p_days or p_from and p_to. For leads of the team.';

grant execute on function
  private.count_model_calls(uuid, int, date, date, text, text, text, text, uuid, timestamptz)
to authenticated, service_role;
grant execute on function public.get_models_analytics(uuid, int, date, date, text, text, text, text, uuid) to authenticated;
