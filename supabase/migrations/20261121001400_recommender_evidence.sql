create function private.evidence_cells(p_team_id uuid) returns table (
  provider text,
  model text,
  task_type text,
  task_complexity text,
  calls bigint,
  successes bigint,
  thumbs_up bigint,
  thumbs_down bigint,
  regenerated bigint,
  switched bigint,
  copied bigint,
  abandoned bigint,
  thanked bigint,
  avg_response_time_ms float8,
  timed_calls bigint,
  response_times int[],
  ends bigint[],
  input_tokens bigint,
  output_tokens bigint,
  cost_usd numeric,
  priced_successes bigint,
  weighted_calls float8,
  weighted_successes float8,
  weighted_ups float8,
  weighted_downs float8
)
-- plpgsql keeps the plan, which takes as long as a third of the work; with this memory groups are hashed, not sorted.
language plpgsql stable security invoker set search_path = '' set work_mem = '32MB'
as $$
begin
  return query
    with team as materialized (
      select array(
        select ((now() at time zone setting.time_zone)::date - days)::timestamp at time zone setting.time_zone
        from generate_series(30, 0, -1) as days
      ) as midnights
      from public.teams as setting
      where setting.id = p_team_id
    ),
    change as (
      select known.provider, known.model, known.task_type, max(known.changed_at) as changed_at
      from public.model_changes as known
      where known.team_id = p_team_id and known.changed_at >= now() - interval '30 days'
      group by known.provider, known.model, known.task_type
    ),
    reaction as (
      select
        noted.message_id,
        bool_or(noted.signal = 'regenerated') as regenerated,
        bool_or(noted.signal = 'switched') as switched,
        bool_or(noted.signal = 'copied') as copied,
        bool_or(noted.signal = 'abandoned') as abandoned,
        bool_or(noted.signal = 'thanked') as thanked,
        bool_or(noted.signal in ('copied', 'thanked')) as pleased,
        bool_or(noted.signal in ('regenerated', 'switched', 'abandoned')) as displeased
      from public.answer_signals as noted
      -- What is done with an answer comes after its call.
      where noted.team_id = p_team_id and noted.created_at >= now() - interval '30 days'
      group by noted.message_id
    ),
    call as (
      select
        made.provider,
        made.model,
        made.task_type,
        made.task_complexity,
        made."timestamp",
        made.success,
        made.user_rating,
        made.input_tokens,
        made.output_tokens,
        made.cost_usd,
        case when made.success then made.response_time_ms end as response_time_ms,
        reaction.regenerated,
        reaction.switched,
        reaction.copied,
        reaction.abandoned,
        reaction.thanked,
        case
          when made.user_rating <> 0 then made.user_rating
          when reaction.pleased and not reaction.displeased then 0.25
          when reaction.displeased and not reaction.pleased then -0.25
          else 0
        end::float8 as verdict,
        power(0.5, (31 - width_bucket(made."timestamp", team.midnights)) / 30::float8) as weight,
        coalesce(made."timestamp" < greatest(of_arm.changed_at, of_task.changed_at), false) as is_past
      from team
      join public.model_performance_metrics as made
        on made.team_id = p_team_id and made."timestamp" >= now() - interval '30 days'
      left join reaction on reaction.message_id = made.message_id and made.outcome in ('ok', 'stopped')
      left join change as of_arm
        on of_arm.provider = made.provider and of_arm.model = made.model and of_arm.task_type is null
      left join change as of_task
        on of_task.provider = made.provider and of_task.model = made.model and of_task.task_type = made.task_type
      -- Weight and verdict are worked out once for each call, not once for each of the sums below.
      offset 0
    ),
    cell as (
      select
        call.provider,
        call.model,
        call.task_type,
        call.task_complexity,
        count(call.success) as calls,
        count(*) filter (where call.success) as successes,
        count(*) filter (where call.user_rating = 1) as thumbs_up,
        count(*) filter (where call.user_rating = -1) as thumbs_down,
        count(*) filter (where call.regenerated) as regenerated,
        count(*) filter (where call.switched) as switched,
        count(*) filter (where call.copied) as copied,
        count(*) filter (where call.abandoned) as abandoned,
        count(*) filter (where call.thanked) as thanked,
        avg(call.response_time_ms)::float8 as avg_response_time_ms,
        count(call.response_time_ms) as timed_calls,
        array_agg(width_bucket(call.response_time_ms, private.latency_bounds()))
          filter (where call.response_time_ms is not null) as places,
        array_agg((date_part('epoch', call."timestamp") * 1000000)::bigint / 1000 * 2 + call.success::int)
          filter (where call.success is not null) as ends,
        coalesce(sum(call.input_tokens), 0) as input_tokens,
        coalesce(sum(call.output_tokens), 0) as output_tokens,
        coalesce(sum(call.cost_usd), 0) as cost_usd,
        count(call.cost_usd) filter (where call.success) as priced_successes,
        coalesce(sum(call.weight) filter (where call.success is not null and not call.is_past), 0) as new_calls,
        coalesce(sum(call.weight) filter (where call.success and not call.is_past), 0) as new_successes,
        coalesce(sum(call.weight * call.verdict) filter (where call.verdict > 0 and not call.is_past), 0) as new_ups,
        coalesce(sum(call.weight * -call.verdict) filter (where call.verdict < 0 and not call.is_past), 0) as new_downs,
        coalesce(sum(call.weight) filter (where call.success is not null and call.is_past), 0) as past_calls,
        coalesce(sum(call.weight) filter (where call.success and call.is_past), 0) as past_successes,
        coalesce(sum(call.weight * call.verdict) filter (where call.verdict > 0 and call.is_past), 0) as past_ups,
        coalesce(sum(call.weight * -call.verdict) filter (where call.verdict < 0 and call.is_past), 0) as past_downs
      from call
      group by call.provider, call.model, call.task_type, call.task_complexity
    )
    select
      cell.provider,
      cell.model,
      cell.task_type,
      cell.task_complexity,
      cell.calls,
      cell.successes,
      cell.thumbs_up,
      cell.thumbs_down,
      cell.regenerated,
      cell.switched,
      cell.copied,
      cell.abandoned,
      cell.thanked,
      cell.avg_response_time_ms,
      cell.timed_calls,
      array(
        select array[taken.place, count(*)::int]
        from unnest(cell.places) as taken (place)
        group by taken.place
        order by taken.place
      ),
      coalesce(cell.ends, '{}'),
      cell.input_tokens,
      cell.output_tokens,
      cell.cost_usd,
      cell.priced_successes,
      cell.new_calls + kept.share * cell.past_calls,
      cell.new_successes + kept.share * cell.past_successes,
      cell.new_ups + kept.share * cell.past_ups,
      cell.new_downs + kept.share * cell.past_downs
    from cell
    cross join lateral (select coalesce(least(1, 4 / nullif(cell.past_calls, 0)), 1) as share) as kept;
end
$$;
comment on function private.evidence_cells(uuid) is
  'What the calls of a team in the last 30 days say, of those that the caller may see, per arm, task type and complexity: '
  'counts, and sums that forget (half of a call''s weight goes with every 30 team-local days, and of the calls before the '
  'latest known change of the arm at most 4 are left). An answer that nobody rated speaks with a quarter of a thumb when '
  'what was done with it speaks one way. response_times is a latency sketch: pairs of bucket and calls. ends has a number '
  'for each call that succeeded or failed: twice the milliseconds since 1970, and one more for a success.';
grant execute on function private.evidence_cells(uuid) to authenticated, service_role;

create function public.get_recommender_evidence(p_team_id uuid) returns json
language sql stable security invoker set search_path = ''
as $$
  with cell as materialized (
    select
      told.*,
      dense_rank() over (order by told.task_type, told.task_complexity) - 1 as setting
    from private.evidence_cells(p_team_id) as told
  ),
  change as (
    select known.*
    from public.model_changes as known
    where known.team_id = p_team_id and known.changed_at >= now() - interval '30 days'
  ),
  recent as (
    select
      arm.provider,
      arm.model,
      array_agg(latest.setting order by latest.number, latest.setting) as settings,
      array_agg(latest.number order by latest.number, latest.setting) as ends
    from (select distinct cell.provider, cell.model from cell) as arm
    left join (
      select change.provider, change.model, floor(extract(epoch from max(change.changed_at)) * 1000)::bigint * 2 as number
      from change
      where change.task_type is null
      group by change.provider, change.model
    ) as changed using (provider, model)
    cross join lateral (
      select cell.setting, ended.number
      from cell
      cross join unnest(cell.ends) as ended (number)
      where cell.provider = arm.provider
        and cell.model = arm.model
        and (changed.number is null or ended.number >= changed.number)
      order by ended.number desc, cell.setting desc
      limit 200
    ) as latest
    group by arm.provider, arm.model
  )
  select json_build_object(
    'cells', coalesce(
      (
        select json_agg(
          json_build_object(
            'provider', cell.provider,
            'model', cell.model,
            'taskType', cell.task_type,
            'complexity', cell.task_complexity,
            'calls', cell.calls,
            'successes', cell.successes,
            'thumbsUp', cell.thumbs_up,
            'thumbsDown', cell.thumbs_down,
            'regenerated', cell.regenerated,
            'switched', cell.switched,
            'copied', cell.copied,
            'abandoned', cell.abandoned,
            'thanked', cell.thanked,
            'avgResponseTimeMs', cell.avg_response_time_ms,
            'timedCalls', cell.timed_calls,
            'responseTimes', cell.response_times,
            'inputTokens', cell.input_tokens,
            'outputTokens', cell.output_tokens,
            'costUsd', cell.cost_usd::float8,
            'pricedSuccesses', cell.priced_successes,
            'weighted', json_build_object(
              'calls', cell.weighted_calls,
              'successes', cell.weighted_successes,
              'ups', cell.weighted_ups,
              'downs', cell.weighted_downs
            )
          )
          order by cell.provider, cell.model, cell.task_type, cell.task_complexity
        )
        from cell
      ),
      '[]'
    ),
    'recent', json_build_object(
      'settings', coalesce(
        (
          select json_agg(array[setting.task_type, setting.task_complexity] order by setting.setting)
          from (select distinct cell.setting, cell.task_type, cell.task_complexity from cell) as setting
        ),
        '[]'
      ),
      'arms', coalesce(
        (
          select json_agg(
            json_build_object(
              'provider', recent.provider,
              'model', recent.model,
              'settings', recent.settings,
              'ends', recent.ends
            )
            order by recent.provider, recent.model
          )
          from recent
        ),
        '[]'
      )
    ),
    'changes', coalesce(
      (
        select json_agg(
          json_build_object(
            'provider', change.provider,
            'model', change.model,
            'taskType', change.task_type,
            'direction', change.direction,
            'changedAt', floor(extract(epoch from change.changed_at) * 1000),
            'foundAt', floor(extract(epoch from change.found_at) * 1000),
            'successBefore', change.success_before,
            'successAfter', change.success_after,
            'callsAfter', change.calls_after
          )
          order by change.changed_at, change.provider, change.model, change.task_type
        )
        from change
      ),
      '[]'
    ),
    'settings', json_build_object(
      'exploreMin', team.explore_min,
      'exploreMax', team.explore_max,
      'qualityFloor', team.quality_floor
    )
  )
  from public.teams as team
  where team.id = p_team_id
$$;
comment on function public.get_recommender_evidence(uuid) is
  'What the recommender knows of a team: the cells of private.evidence_cells, the newest 200 calls of each arm since it '
  'changed on all tasks (oldest first: the place of their setting in a list, and their number among ends), the changes '
  'themselves, and what the team has set. Times are milliseconds since 1970. Null for a team that is not there. json, as '
  'jsonb would be built only to be written out again. Server only.';
grant execute on function public.get_recommender_evidence(uuid) to service_role;
