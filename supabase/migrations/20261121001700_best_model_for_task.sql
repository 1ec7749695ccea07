create function private.one_team(p_team_id uuid) returns uuid
language plpgsql stable set search_path = ''
as $$
declare
  visible uuid[] := array(select team.id from public.teams as team where p_team_id is null or team.id = p_team_id limit 2);
begin
  if cardinality(visible) = 1 then
    return visible[1];
  elsif cardinality(visible) = 0 then
    raise exception 'There is no such team of yours.' using errcode = 'PT404';
  end if;
  raise exception 'team_id: name one of your teams' using errcode = 'PT400';
end
$$;
comment on function private.one_team(uuid) is
  'The team that is meant: the one named, or without a name the only one that the caller can see.';

create function public.get_best_model_for_task(
  task_type text,
  priority text default 'balanced',
  team_id uuid default null
) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  -- The parameters are named as the public contract has them, so columns are always qualified.
  wanted text := get_best_model_for_task.priority;
  team uuid;
  best jsonb;
begin
  if get_best_model_for_task.task_type is null
    or get_best_model_for_task.task_type <> all (private.task_types())
  then
    raise exception 'task_type: one of %', array_to_string(private.task_types(), ', ') using errcode = 'PT400';
  end if;
  if wanted is null or wanted not in ('speed', 'quality', 'cost', 'balanced') then
    raise exception 'priority: one of speed, quality, cost, balanced' using errcode = 'PT400';
  end if;
  team := private.one_team(get_best_model_for_task.team_id);

  with record as (
    select
      candidate.*,
      success.low as success_low,
      coalesce(success.high, 1) as success_high,
      satisfaction.low as satisfaction_low,
      coalesce(satisfaction.high, 1) as satisfaction_high,
      candidate.thumbs_up + candidate.thumbs_down as rated,
      candidate.cost_usd::float8 / nullif(candidate.priced_successes, 0) as cost_usd_per_success
    from private.recent_task_records as candidate
    cross join lateral private.wilson_interval(candidate.succeeded, candidate.calls) as success
    cross join lateral private.wilson_interval(
      candidate.thumbs_up, candidate.thumbs_up + candidate.thumbs_down
    ) as satisfaction
    where candidate.team_id = team and candidate.task_type = get_best_model_for_task.task_type
  ),
  field as (
    select
      coalesce(max(record.success_low), 0) - 0.05 as success_floor,
      coalesce(max(record.satisfaction_low), 0) - 0.1 as satisfaction_floor,
      sum(record.succeeded)::float8 / sum(record.calls)::float8 as success_mean,
      sum(record.thumbs_up)::float8 / nullif(sum(record.rated), 0)::float8 as satisfaction_mean
    from record
  ),
  judged as (
    select
      record.*,
      record.success_high < 0.5 as is_failing,
      wanted in ('speed', 'cost')
        and (record.success_high < field.success_floor or record.satisfaction_high < field.satisfaction_floor)
        as is_clearly_worse,
      case wanted
        when 'balanced' then record.quality_score
        when 'speed' then -record.avg_response_time_ms
        when 'cost' then -record.cost_usd_per_success
        when 'quality' then (
          (record.succeeded + 5 * field.success_mean) / (record.calls + 5)
          + coalesce(
            (record.thumbs_up + 5 * field.satisfaction_mean) / (record.rated + 5),
            (record.succeeded + 5 * field.success_mean) / (record.calls + 5)
          )
        ) / 2
      end as merit
    from record
    cross join field
  )
  select jsonb_build_object(
    'provider', judged.provider,
    'model', judged.model,
    'calls', judged.calls,
    'qualityScore', judged.quality_score,
    'confidence', judged.confidence,
    'successRate', judged.success_rate,
    'satisfactionRate', judged.satisfaction,
    'ratedCalls', judged.rated,
    'avgResponseTime', judged.avg_response_time_ms,
    'costPerSuccess', judged.cost_usd_per_success
  )
  into best
  from judged
  order by
    judged.is_failing,
    judged.is_clearly_worse,
    judged.merit desc nulls last,
    judged.quality_score desc,
    judged.calls desc,
    judged.provider collate "C",
    judged.model collate "C"
  limit 1;

  return jsonb_build_object(
    'teamId', team,
    'taskType', get_best_model_for_task.task_type,
    'priority', wanted,
    'best', best
  );
end
$$;
comment on function public.get_best_model_for_task(text, text, uuid) is
  'A9: the model that the calls of the last 30 days speak for, by the priority as lib/recommender/rank.ts has it; among '
  'those with at least 5 calls that succeeded or failed, "best" is null without one. The team may be left out by who is '
  'in one only. Rates are 0–100, times milliseconds.';

grant execute on function
  private.one_team(uuid),
  public.get_best_model_for_task(text, text, uuid)
to authenticated, service_role;
