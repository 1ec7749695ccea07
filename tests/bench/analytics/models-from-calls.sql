create schema bench;
create function bench.models_from_calls(p_team_id uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  team public.teams;
  period record;
  nothing constant jsonb := jsonb_build_object(
    'calls', 0, 'succeeded', 0, 'failed', 0, 'stopped', 0, 'thumbsUp', 0, 'thumbsDown', 0,
    'timedCalls', 0, 'avgMs', null, 'p50', null, 'p95', null, 'p99', null, 'avgTtftMs', null, 'firstTokenCalls', 0,
    'totalTokens', 0, 'tokenCalls', 0, 'costUsd', 0, 'pricedCalls', 0, 'pricedSuccesses', 0
  );
  answer jsonb;
begin
  select * into strict team from public.teams where id = p_team_id;
  select
    today.day - 89 as first_day,
    today.day as last_day,
    (today.day - 89)::timestamp at time zone team.time_zone as starts_at,
    (today.day + 1)::timestamp at time zone team.time_zone as ends_at
  into strict period
  from (select (now() at time zone team.time_zone)::date as day) as today;

  with call as materialized (
    select
      call.provider,
      call.model,
      call.task_type,
      call.task_complexity,
      (call."timestamp" at time zone team.time_zone)::date as day,
      call.success,
      call.user_rating,
      case when call.success then call.response_time_ms end as ms,
      -- greatest() passes over nulls, so it must not see any.
      case
        when call.success and call.response_time_ms is not null
        then ln(greatest(call.response_time_ms, 1)::float8)
      end as log_ms,
      case when call.success then call.time_to_first_token_ms end as ttft_ms,
      call.tokens_used,
      call.cost_usd
    from public.model_performance_metrics as call
    where call.team_id = p_team_id
      and call."timestamp" >= period.starts_at
      and call."timestamp" < period.ends_at
  ),
  counted as (
    select
      call.provider,
      call.model,
      call.task_type,
      call.task_complexity,
      call.day,
      case grouping(call.provider, call.model, call.task_type, call.task_complexity, call.day)
        when 31 then 'all'
        when 15 then 'provider'
        when 7 then 'model'
        when 6 then 'model and day'
        when 1 then 'model, task and complexity'
        when 27 then 'task'
        when 30 then 'day'
      end as by,
      count(*) as calls,
      count(*) filter (where call.success) as succeeded,
      count(*) filter (where not call.success) as failed,
      count(*) filter (where call.success is null) as stopped,
      count(*) filter (where call.user_rating = 1) as thumbs_up,
      count(*) filter (where call.user_rating = -1) as thumbs_down,
      count(call.ms) as timed_calls,
      avg(call.ms)::float8 as avg_ms,
      percentile_cont(array[0.5, 0.95, 0.99]) within group (order by call.ms) as percentiles,
      avg(call.ttft_ms)::float8 as avg_ttft_ms,
      count(call.ttft_ms) as first_token_calls,
      coalesce(sum(call.tokens_used), 0) as total_tokens,
      count(call.tokens_used) as token_calls,
      coalesce(sum(call.cost_usd), 0) as cost_usd,
      count(call.cost_usd) as priced_calls,
      count(call.cost_usd) filter (where call.success) as priced_successes,
      avg(call.log_ms) as log_mean_ms,
      var_samp(call.log_ms) as log_var_ms
    from call
    group by
      grouping sets (
        (),
        (call.provider),
        (call.provider, call.model),
        (call.provider, call.model, call.day),
        (call.provider, call.model, call.task_type, call.task_complexity),
        (call.task_type),
        (call.day)
      )
  ),
  counts as (
    select
      counted.*,
      jsonb_build_object(
        'calls', counted.calls,
        'succeeded', counted.succeeded,
        'failed', counted.failed,
        'stopped', counted.stopped,
        'thumbsUp', counted.thumbs_up,
        'thumbsDown', counted.thumbs_down,
        'timedCalls', counted.timed_calls,
        'avgMs', counted.avg_ms,
        'p50', counted.percentiles[1],
        'p95', counted.percentiles[2],
        'p99', counted.percentiles[3],
        'avgTtftMs', counted.avg_ttft_ms,
        'firstTokenCalls', counted.first_token_calls,
        'totalTokens', counted.total_tokens,
        'tokenCalls', counted.token_calls,
        'costUsd', counted.cost_usd,
        'pricedCalls', counted.priced_calls,
        'pricedSuccesses', counted.priced_successes
      ) as figures
    from counted
    where counted.by <> 'model and day'
  )
  select jsonb_build_object(
    'team', jsonb_build_object(
      'id', team.id, 'name', team.name, 'timeZone', team.time_zone, 'isDemo', team.is_demo
    ),
    'period', jsonb_build_object('from', period.first_day, 'to', period.last_day),
    'models', (
      select coalesce(
        jsonb_agg(jsonb_build_object('provider', seen.provider, 'model', seen.model)
          order by seen.provider collate "C", seen.model collate "C"), '[]')
      from (select distinct call.provider, call.model from call) as seen
    ),
    'taskTypes', (
      select coalesce(jsonb_agg(seen.task_type order by array_position(private.task_types(), seen.task_type)), '[]')
      from (select distinct call.task_type from call) as seen
    ),
    'summary', coalesce((select counts.figures from counts where counts.by = 'all'), nothing),
    'byProvider', (
      select coalesce(
        jsonb_agg(counts.figures || jsonb_build_object('provider', counts.provider)
          order by counts.provider collate "C"), '[]')
      from counts where counts.by = 'provider'
    ),
    'byModel', (
      select coalesce(
        jsonb_agg(counts.figures || jsonb_build_object('provider', counts.provider, 'model', counts.model)
          order by counts.provider collate "C", counts.model collate "C"), '[]')
      from counts where counts.by = 'model'
    ),
    'byTaskType', (
      select coalesce(
        jsonb_agg(counts.figures || jsonb_build_object('taskType', counts.task_type)
          order by array_position(private.task_types(), counts.task_type)), '[]')
      from counts where counts.by = 'task'
    ),
    'byDay', (
      select jsonb_agg(
        coalesce(counts.figures, nothing) || jsonb_build_object('day', calendar.day::date) order by calendar.day)
      from generate_series(period.first_day::timestamp, period.last_day::timestamp, interval '1 day') as calendar (day)
      left join counts on counts.by = 'day' and counts.day = calendar.day::date
    ),
    'byModelDay', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'provider', counted.provider,
            'model', counted.model,
            'day', counted.day,
            'calls', counted.calls,
            'succeeded', counted.succeeded,
            'failed', counted.failed,
            'thumbsUp', counted.thumbs_up,
            'thumbsDown', counted.thumbs_down,
            'avgMs', counted.avg_ms
          )
          order by counted.provider collate "C", counted.model collate "C", counted.day
        ),
        '[]'
      )
      from counted where counted.by = 'model and day'
    ),
    'cells', (
      select coalesce(
        jsonb_agg(
          counts.figures || jsonb_build_object(
            'provider', counts.provider,
            'model', counts.model,
            'taskType', counts.task_type,
            'complexity', counts.task_complexity,
            'logMeanMs', counts.log_mean_ms,
            'logVarMs', counts.log_var_ms
          )
          order by
            counts.provider collate "C",
            counts.model collate "C",
            counts.task_type collate "C",
            counts.task_complexity collate "C"
        ),
        '[]'
      )
      from counts where counts.by = 'model, task and complexity'
    )
  )
  into answer;
  return answer;
end
$$;
grant usage on schema bench to authenticated;
grant execute on function bench.models_from_calls(uuid) to authenticated;
