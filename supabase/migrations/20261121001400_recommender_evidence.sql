create function public.get_recommender_evidence(p_team_id uuid) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  with cell as (
    select
      call.provider,
      call.model,
      call.task_type,
      call.task_complexity,
      count(*) filter (where call.success is not null) as calls,
      count(*) filter (where call.success) as successes,
      count(*) filter (where call.user_rating = 1) as thumbs_up,
      count(*) filter (where call.user_rating = -1) as thumbs_down,
      avg(call.response_time_ms) filter (where call.success) as avg_ms,
      count(call.response_time_ms) filter (where call.success) as timed_calls,
      coalesce(sum(call.cost_usd), 0) as cost_usd,
      count(call.cost_usd) filter (where call.success) as priced_successes
    from public.model_performance_metrics as call
    where call.team_id = p_team_id
      and call."timestamp" >= now() - interval '30 days'
    group by call.provider, call.model, call.task_type, call.task_complexity
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'provider', cell.provider,
        'model', cell.model,
        'taskType', cell.task_type,
        'complexity', cell.task_complexity,
        'calls', cell.calls,
        'successes', cell.successes,
        'thumbsUp', cell.thumbs_up,
        'thumbsDown', cell.thumbs_down,
        'avgResponseTimeMs', cell.avg_ms::float8,
        'timedCalls', cell.timed_calls,
        'costUsd', cell.cost_usd::float8,
        'pricedSuccesses', cell.priced_successes
      )
      order by cell.provider, cell.model, cell.task_type, cell.task_complexity
    ),
    '[]'
  )
  from cell
$$;
comment on function public.get_recommender_evidence(uuid) is
  'What the recommender knows of a team: its calls of the last 30 days per arm, task type and complexity. Server only.';
grant execute on function public.get_recommender_evidence(uuid) to service_role;
