create function private.count_model_calls(
  p_team_id uuid,
  p_days int,
  p_from date,
  p_to date,
  p_task_type text,
  p_model text,
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  team public.teams;
  period record;
  -- Where retention has begun to eat the period before, it would look like a rise.
  has_previous boolean;
  nothing constant jsonb := jsonb_build_object(
    'calls', 0, 'succeeded', 0, 'failed', 0, 'stopped', 0, 'thumbsUp', 0, 'thumbsDown', 0,
    'timedCalls', 0, 'avgMs', null, 'p50', null, 'p95', null, 'p99', null, 'avgTtftMs', null, 'firstTokenCalls', 0,
    'totalTokens', 0, 'tokenCalls', 0, 'costUsd', 0, 'pricedCalls', 0, 'pricedSuccesses', 0
  );
  answer jsonb;
begin
  select * into strict team from public.teams where id = p_team_id;
  select * into strict period from private.period(team.time_zone, p_days, p_from, p_to, p_now);
  has_previous := period.previous_starts_at >= p_now - make_interval(days => team.retention_days);

  with call as materialized (
    select
      call."timestamp" >= period.starts_at as is_current,
      call.provider,
      call.model,
      call.task_type,
      call.task_complexity,
      (call."timestamp" at time zone team.time_zone)::date as day,
      (p_task_type is null or call.task_type = p_task_type) and (p_model is null or call.model = p_model) as is_wanted,
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
      and call."timestamp" >= case when has_previous then period.previous_starts_at else period.starts_at end
      and call."timestamp" < period.ends_at
      and (call."timestamp" >= period.starts_at or call."timestamp" < period.previous_ends_at)
  ),
  counted as (
    select
      call.is_current,
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
    where call.is_wanted
    group by
      call.is_current,
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
    'period', jsonb_build_object(
      'days', period.days,
      'from', period.first_day,
      'to', period.last_day,
      'previousFrom', period.previous_first_day,
      'previousTo', period.previous_last_day
    ),
    'models', (
      select coalesce(
        jsonb_agg(jsonb_build_object('provider', seen.provider, 'model', seen.model)
          order by seen.provider collate "C", seen.model collate "C"), '[]')
      from (select distinct call.provider, call.model from call where call.is_current) as seen
    ),
    'taskTypes', (
      select coalesce(jsonb_agg(seen.task_type order by array_position(private.task_types(), seen.task_type)), '[]')
      from (select distinct call.task_type from call where call.is_current) as seen
    ),
    'summary', coalesce((select counts.figures from counts where counts.is_current and counts.by = 'all'), nothing),
    'previous', case when has_previous then
      coalesce((select counts.figures from counts where not counts.is_current and counts.by = 'all'), nothing)
    end,
    'byProvider', (
      select coalesce(
        jsonb_agg(counts.figures || jsonb_build_object('provider', counts.provider)
          order by counts.provider collate "C"), '[]')
      from counts where counts.is_current and counts.by = 'provider'
    ),
    'byModel', (
      select coalesce(
        jsonb_agg(counts.figures || jsonb_build_object('provider', counts.provider, 'model', counts.model)
          order by counts.provider collate "C", counts.model collate "C"), '[]')
      from counts where counts.is_current and counts.by = 'model'
    ),
    'byTaskType', (
      select coalesce(
        jsonb_agg(counts.figures || jsonb_build_object('taskType', counts.task_type)
          order by array_position(private.task_types(), counts.task_type)), '[]')
      from counts where counts.is_current and counts.by = 'task'
    ),
    'byDay', (
      select jsonb_agg(
        coalesce(counts.figures, nothing) || jsonb_build_object('day', calendar.day::date) order by calendar.day)
      from generate_series(period.first_day::timestamp, period.last_day::timestamp, interval '1 day') as calendar (day)
      left join counts on counts.is_current and counts.by = 'day' and counts.day = calendar.day::date
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
      from counted where counted.is_current and counted.by = 'model and day'
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
      from counts where counts.is_current and counts.by = 'model, task and complexity'
    ),
    'generatedAt', p_now
  )
  into answer;
  return answer;
end
$$;
comment on function private.count_model_calls(uuid, int, date, date, text, text, timestamptz) is
  'Counts a team''s calls that the caller may see, of the period and the one before, in every breakdown that '
  '/analytics/models shows: one scan. Times are those of successful calls. "previous" is null where retention has '
  'removed calls of it. "models" and "taskTypes" are all that occur in the period, whatever the filters.';

create function public.get_models_analytics(
  p_team_id uuid,
  p_days int default null,
  p_from date default null,
  p_to date default null,
  p_task_type text default null,
  p_model text default null
) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
begin
  perform private.require_lead(p_team_id);
  return private.count_model_calls(p_team_id, p_days, p_from, p_to, p_task_type, p_model, now());
end
$$;
comment on function public.get_models_analytics(uuid, int, date, date, text, text) is
  'What /analytics/models and GET /api/analytics/models are made of (A15): counts only, lib/analytics/models.ts judges '
  'them. Either p_days or p_from and p_to. For leads of the team.';

create function private.figures(counts jsonb) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'calls', count.calls,
    'succeeded', count.succeeded,
    'failed', count.failed,
    'stopped', count.stopped,
    'successRate', rate.success,
    'thumbsUp', count."thumbsUp",
    'thumbsDown', count."thumbsDown",
    'satisfactionRate', rate.satisfaction,
    'avgResponseTime', count."avgMs",
    'p50', count.p50,
    'p95', count.p95,
    'timedCalls', count."timedCalls",
    'qualityScore', private.quality_score(rate.success, rate.satisfaction, count."avgMs"),
    'avgTokens', count."totalTokens"::float8 / nullif(count."tokenCalls", 0),
    'totalTokens', count."totalTokens",
    'totalCost', count."costUsd",
    'pricedCalls', count."pricedCalls"
  )
  from jsonb_to_record(counts) as count (
    calls bigint,
    succeeded bigint,
    failed bigint,
    stopped bigint,
    "thumbsUp" bigint,
    "thumbsDown" bigint,
    "timedCalls" bigint,
    "avgMs" float8,
    p50 float8,
    p95 float8,
    "totalTokens" bigint,
    "tokenCalls" bigint,
    "costUsd" numeric,
    "pricedCalls" bigint
  )
  cross join lateral (
    select
      private.percent(count.succeeded, count.succeeded + count.failed) as success,
      private.percent(count."thumbsUp", count."thumbsUp" + count."thumbsDown") as satisfaction
  ) as rate
$$;
comment on function private.figures(jsonb) is 'Rates and averages of what count_model_calls counted of one group.';

create function public.get_model_performance_summary(days int default 30, team_id uuid default null) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  team uuid := private.one_team(get_model_performance_summary.team_id);
  counted jsonb := private.count_model_calls(
    team, get_model_performance_summary.days, null, null, null, null, now()
  );
begin
  return jsonb_build_object('teamId', team, 'period', counted -> 'period')
    || private.figures(counted -> 'summary')
    || jsonb_build_object(
      'byModel', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object('provider', item.counts -> 'provider', 'model', item.counts -> 'model')
              || private.figures(item.counts)
            order by (item.counts ->> 'calls')::bigint desc, item.place
          ),
          '[]'
        )
        from jsonb_array_elements(counted -> 'byModel') with ordinality as item (counts, place)
      )
    );
end
$$;
comment on function public.get_model_performance_summary(int, uuid) is
  'A10: the calls of the last 1 to 365 team-local days that the caller may see, in all and per model, the most used '
  'first. Rates are 0–100, times milliseconds, money US dollars. The team may be left out by who is in one only.';

grant execute on function
  private.count_model_calls(uuid, int, date, date, text, text, timestamptz),
  private.figures(jsonb)
to authenticated, service_role;
grant execute on function public.get_models_analytics(uuid, int, date, date, text, text) to authenticated;
grant execute on function public.get_model_performance_summary(int, uuid) to authenticated, service_role;
