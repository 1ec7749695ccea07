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
  response_sketch numeric,
  input_tokens bigint,
  output_tokens bigint,
  cost_usd numeric,
  priced_successes bigint,
  weighted_calls float8,
  weighted_successes float8,
  weighted_ups float8,
  weighted_downs float8
)
-- plpgsql keeps the plan; with this memory groups are hashed, not sorted.
language plpgsql stable security invoker set search_path = '' set work_mem = '32MB' set jit = off
as $$
declare
  me constant uuid := private.user_id();
  sees_all constant boolean := me is null or p_team_id in (select private.my_led_team_ids());
  today date;
  first_local timestamp;
begin
  -- Rollups stay where retention has removed the calls, and the changes that would tell which of them are past.
  select (now() at time zone zone.time_zone)::date, (now() at time zone zone.time_zone)::date - least(30, team.retention_days)
  into today, first_local
  from private.current_zones as zone
  join public.teams as team on team.id = zone.team_id
  where zone.team_id = p_team_id;
  return query
    with change as materialized (
      select
        latest.*,
        (latest.changed_at at time zone zone.time_zone)::date::timestamp as day,
        zone.time_zone,
        zone.generation
      from (
        select known.provider, known.model, task.type as task_type, max(known.changed_at) as changed_at
        from public.model_changes as known
        join unnest(private.task_types()) as task (type) on task.type = coalesce(known.task_type, task.type)
        where known.team_id = p_team_id and known.changed_at >= now() - interval '30 days'
        group by known.provider, known.model, task.type
      ) as latest
      join private.rollup_state as state on state.team_id = p_team_id
      join private.team_zones as zone
        on zone.team_id = p_team_id
        and zone.generation = state.generation
        and latest.changed_at >= zone.counts_from
        and latest.changed_at < zone.counts_until
    ),
    part as (
      select
        rollup.provider,
        rollup.model,
        rollup.task_type,
        rollup.task_complexity,
        rollup.local_time as day,
        power(0.5, greatest(0, today - rollup.local_time::date) / 30::float8) as weight,
        rollup.calls,
        rollup.succeeded,
        rollup.failed,
        rollup.thumbs_up,
        rollup.thumbs_down,
        rollup.timed_calls,
        rollup.response_ms,
        rollup.response_sketch,
        rollup.input_tokens,
        rollup.output_tokens,
        rollup.cost_usd,
        rollup.priced_successes
      from private.live_rollups as rollup
      where sees_all and rollup.team_id = p_team_id and rollup.grain = 'cell' and rollup.local_time >= first_local
      union all
      select
        call.provider,
        call.model,
        call.task_type,
        call.task_complexity,
        date_trunc('day', call.local_time),
        power(0.5, greatest(0, today - call.local_time::date) / 30::float8),
        call.calls,
        call.succeeded,
        call.failed,
        call.thumbs_up,
        call.thumbs_down,
        (call.response_ms is not null)::int,
        call.response_ms,
        ('1e' || 12 * width_bucket(call.response_ms, private.latency_bounds()))::numeric,
        call.input_tokens,
        call.output_tokens,
        call.cost_usd,
        (call.success_cost_usd is not null)::int
      from private.unrolled_calls(p_team_id) as call
      where call.local_time >= first_local
    ),
    counted as (
      select
        part.provider,
        part.model,
        part.task_type,
        part.task_complexity,
        sum(part.succeeded + part.failed)::bigint as calls,
        sum(part.succeeded)::bigint as successes,
        sum(part.thumbs_up)::bigint as thumbs_up,
        sum(part.thumbs_down)::bigint as thumbs_down,
        sum(part.timed_calls)::bigint as timed_calls,
        sum(part.response_ms)::float8 as response_ms,
        sum(part.response_sketch) as response_sketch,
        coalesce(sum(part.input_tokens), 0)::bigint as input_tokens,
        coalesce(sum(part.output_tokens), 0)::bigint as output_tokens,
        coalesce(sum(part.cost_usd), 0) as cost_usd,
        sum(part.priced_successes)::bigint as priced_successes,
        sum(part.weight * (part.succeeded + part.failed)) as weighted_calls,
        sum(part.weight * part.succeeded) as weighted_successes,
        sum(part.weight * part.thumbs_up) as weighted_ups,
        sum(part.weight * part.thumbs_down) as weighted_downs,
        sum(part.weight * (part.succeeded + part.failed)) filter (where part.day < change.day) as past_calls,
        sum(part.weight * part.succeeded) filter (where part.day < change.day) as past_successes,
        sum(part.weight * part.thumbs_up) filter (where part.day < change.day) as past_ups,
        sum(part.weight * part.thumbs_down) filter (where part.day < change.day) as past_downs
      from part
      left join change using (provider, model, task_type)
      group by part.provider, part.model, part.task_type, part.task_complexity
      having sum(part.calls) > 0
    ),
    -- The day of a change is in the sums above as one: its calls before the change are looked up.
    same_day as (
      select
        call.provider,
        call.model,
        call.task_type,
        call.task_complexity,
        sum(call.weight * (call.succeeded + call.failed)) as past_calls,
        sum(call.weight * call.succeeded) as past_successes,
        sum(call.weight * call.thumbs_up) as past_ups,
        sum(call.weight * call.thumbs_down) as past_downs
      from (
        select change.provider, change.model, change.changed_at, change.day, change.time_zone, change.generation,
          array_agg(change.task_type) as task_types
        from change
        group by 1, 2, 3, 4, 5, 6
      ) as changed
      cross join lateral (
        select
          made.*,
          power(0.5, greatest(0, today - changed.day::date) / 30::float8) as weight
        from private.call_measures as made
        where made.team_id = p_team_id
          -- An hour more, as midnight may be there twice.
          and made."timestamp" >= changed.day at time zone changed.time_zone - interval '1 hour'
          and made."timestamp" < changed.changed_at
          and made.local_time >= greatest(changed.day, first_local)
          and made.generation = changed.generation
          and made.provider = changed.provider
          and made.model = changed.model
          and made.task_type = any(changed.task_types)
      ) as call
      group by call.provider, call.model, call.task_type, call.task_complexity
    ),
    reaction as materialized (
      select
        noted.message_id,
        bool_or(noted.signal = 'regenerated') as regenerated,
        bool_or(noted.signal = 'switched') as switched,
        bool_or(noted.signal = 'copied') as copied,
        bool_or(noted.signal = 'abandoned') as abandoned,
        bool_or(noted.signal = 'thanked') as thanked,
        bool_or(noted.signal in ('copied', 'thanked')) as pleased,
        bool_or(noted.signal in ('regenerated', 'switched', 'abandoned')) as displeased
      from (
        select signal.message_id, signal.signal
        from public.answer_signals as signal
        -- What is done with an answer comes after its call.
        where signal.team_id = p_team_id and signal.created_at >= now() - interval '32 days'
        order by signal.created_at desc
        limit 20000
      ) as noted
      group by noted.message_id
    ),
    answer as (
      select
        made.provider,
        made.model,
        made.task_type,
        made.task_complexity,
        made."timestamp",
        made.weight,
        reaction.regenerated,
        reaction.switched,
        reaction.copied,
        reaction.abandoned,
        reaction.thanked,
        made.user_rating = 0 and reaction.pleased and not reaction.displeased as speaks_for,
        made.user_rating = 0 and reaction.displeased and not reaction.pleased as speaks_against
      from (
        select
          call.*,
          power(0.5, greatest(0, today - (call."timestamp" at time zone zone.time_zone)::date) / 30::float8) as weight
        from public.model_performance_metrics as call
        join private.rollup_state as state on state.team_id = call.team_id
        join private.team_zones as zone
          on zone.team_id = call.team_id
          and zone.generation = state.generation
          and call."timestamp" >= zone.counts_from
          and call."timestamp" < zone.counts_until
        where call.team_id = p_team_id
          and call."timestamp" >= now() - interval '32 days'
          and call."timestamp" at time zone zone.time_zone >= first_local
          -- As an array they are looked up in the index of messages, one after the other, and calls are never scanned.
          and call.message_id = any(array(select reaction.message_id from reaction))
          and call.outcome in ('ok', 'stopped')
      ) as made
      join reaction using (message_id)
    ),
    heard as (
      select
        answer.provider,
        answer.model,
        answer.task_type,
        answer.task_complexity,
        count(*) filter (where answer.regenerated) as regenerated,
        count(*) filter (where answer.switched) as switched,
        count(*) filter (where answer.copied) as copied,
        count(*) filter (where answer.abandoned) as abandoned,
        count(*) filter (where answer.thanked) as thanked,
        sum(answer.weight) filter (where answer.speaks_for) / 4 as weighted_ups,
        sum(answer.weight) filter (where answer.speaks_against) / 4 as weighted_downs,
        sum(answer.weight) filter (where answer.speaks_for and answer."timestamp" < change.changed_at) / 4 as past_ups,
        sum(answer.weight) filter (where answer.speaks_against and answer."timestamp" < change.changed_at) / 4
          as past_downs
      from answer
      left join change using (provider, model, task_type)
      group by answer.provider, answer.model, answer.task_type, answer.task_complexity
    )
    select
      counted.provider,
      counted.model,
      counted.task_type,
      counted.task_complexity,
      counted.calls,
      counted.successes,
      counted.thumbs_up,
      counted.thumbs_down,
      coalesce(heard.regenerated, 0),
      coalesce(heard.switched, 0),
      coalesce(heard.copied, 0),
      coalesce(heard.abandoned, 0),
      coalesce(heard.thanked, 0),
      counted.response_ms / nullif(counted.timed_calls, 0),
      counted.timed_calls,
      counted.response_sketch,
      counted.input_tokens,
      counted.output_tokens,
      counted.cost_usd,
      counted.priced_successes,
      counted.weighted_calls - past.lost * past.calls,
      counted.weighted_successes - past.lost * past.successes,
      counted.weighted_ups + coalesce(heard.weighted_ups, 0) - past.lost * past.ups,
      counted.weighted_downs + coalesce(heard.weighted_downs, 0) - past.lost * past.downs
    from counted
    left join same_day using (provider, model, task_type, task_complexity)
    left join heard using (provider, model, task_type, task_complexity)
    cross join lateral (
      select
        1 - least(1, 4 / nullif(summed.calls, 0)) as lost,
        summed.*
      from (
        select
          coalesce(counted.past_calls, 0) + coalesce(same_day.past_calls, 0) as calls,
          coalesce(counted.past_successes, 0) + coalesce(same_day.past_successes, 0) as successes,
          coalesce(counted.past_ups, 0) + coalesce(same_day.past_ups, 0) + coalesce(heard.past_ups, 0) as ups,
          coalesce(counted.past_downs, 0) + coalesce(same_day.past_downs, 0) + coalesce(heard.past_downs, 0) as downs
      ) as summed
    ) as past;
end
$$;
comment on function private.evidence_cells(uuid) is
  'What the calls of a team on the last 30 local days and today say, of those that it keeps and the caller may see, per arm, '
  'task type and complexity: counts, and sums that forget (half of a call''s weight goes with every 30 team-local days, and '
  'of the calls before the latest known change of the arm at most 4 are left). An answer that nobody rated speaks with a '
  'quarter of a thumb when what was done with it speaks one way; the newest 20,000 signals are listened to. They come from '
  'the rollups and the calls that these do not hold yet, so that the work does not grow with the calls. response_sketch is '
  'a latency sketch; see private.latency_quantiles.';

create function private.newest_calls(p_team_id uuid) returns table (
  provider text,
  model text,
  task_type text,
  task_complexity text,
  ends bigint[]
)
language plpgsql stable security invoker set search_path = '' set work_mem = '32MB' set jit = off
as $$
begin
  return query
    select
      latest.provider,
      latest.model,
      latest.task_type,
      latest.task_complexity,
      array_agg((date_part('epoch', latest."timestamp") * 1000000)::bigint / 1000 * 2 + latest.success::int)
    from (
      select call.provider, call.model, call.task_type, call.task_complexity, call."timestamp", call.success
      from public.model_performance_metrics as call
      where call.team_id = p_team_id and call."timestamp" >= now() - interval '30 days'
      order by call."timestamp" desc
      limit 50000
    ) as latest
    where latest.success is not null
    group by latest.provider, latest.model, latest.task_type, latest.task_complexity;
end
$$;
comment on function private.newest_calls(uuid) is
  'Which of the newest 50,000 calls of a team that the caller may see, of the last 30 days, succeeded or failed: an arm has '
  'its newest 200 among them unless it is rarer than one call in 250. A call is a number: twice the milliseconds since '
  '1970, and one more for a success; they come in no order.';
grant execute on function private.evidence_cells(uuid) to authenticated, service_role;
grant execute on function private.newest_calls(uuid) to service_role;

create function public.get_recommender_evidence(p_team_id uuid) returns json
language sql stable security invoker set search_path = ''
as $$
  with cell as materialized (
    select
      told.*,
      told.response_sketch::text as digits,
      dense_rank() over (order by told.task_type, told.task_complexity) - 1 as setting
    from private.evidence_cells(p_team_id) as told
  ),
  newest as materialized (
    select cell.provider, cell.model, cell.setting, told.ends
    from private.newest_calls(p_team_id) as told
    join cell using (provider, model, task_type, task_complexity)
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
    from (select distinct newest.provider, newest.model from newest) as arm
    left join (
      select change.provider, change.model, floor(extract(epoch from max(change.changed_at)) * 1000)::bigint * 2 as number
      from change
      where change.task_type is null
      group by change.provider, change.model
    ) as changed using (provider, model)
    cross join lateral (
      select newest.setting, ended.number
      from newest
      cross join unnest(newest.ends) as ended (number)
      where newest.provider = arm.provider
        and newest.model = arm.model
        and (changed.number is null or ended.number >= changed.number)
      order by ended.number desc, newest.setting desc
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
            'responseTimes', json_build_array(rtrim(cell.digits, '0'), length(cell.digits)),
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
  'What the recommender knows of a team: the cells of private.evidence_cells (responseTimes: the digits of the sketch '
  'without the zeros at their end, and how many they are with them), the newest 200 calls of each arm since it changed on '
  'all tasks (oldest first: the place of their setting in a list, and their number among the ends of '
  'private.newest_calls), the changes themselves, and what the team has set. Times are milliseconds since 1970. Null for a '
  'team that is not there. json, as jsonb would be built only to be written out again. Server only.';
grant execute on function public.get_recommender_evidence(uuid) to service_role;
