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

create function private.place_among(value float8, low float8, high float8) returns float8
language sql immutable parallel safe set search_path = ''
as $$
  select case
    when high is null or high <= low then 0
    when value is null or value <= 0 then 0.5
    else ln(value / low) / ln(high / low)
  end
$$;
comment on function private.place_among(float8, float8, float8) is
  '0 for the lowest (above nothing) of a range, 1 for the highest, by the logarithm; in the middle where nothing is known, '
  'as placeAmong in lib/recommender/policy.ts.';

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
      max(candidate.quality) over () as best_quality,
      private.place_among(
        candidate.cost_usd_per_success,
        min(nullif(candidate.cost_usd_per_success, 0)) over (),
        max(candidate.cost_usd_per_success) over ()
      ) as cost_place,
      private.place_among(
        candidate.p95_response_time_ms,
        min(candidate.p95_response_time_ms) over (),
        max(candidate.p95_response_time_ms) over ()
      ) as time_place
    from private.task_records(team) as candidate
    where candidate.task_type = get_best_model_for_task.task_type
  ),
  judged as (
    select
      record.*,
      -- What TOLERATED_LOSS and BALANCED_PRICE of lib/recommender/policy.ts say.
      wanted in ('cost', 'speed') and record.quality < record.best_quality - 0.05 as is_worse,
      case wanted
        when 'quality' then record.quality
        when 'balanced' then record.quality - 0.05 * (record.cost_place + record.time_place)
        when 'cost' then -record.cost_usd_per_success
        when 'speed' then -record.p95_response_time_ms
      end as merit
    from record
  )
  select jsonb_build_object(
    'provider', judged.provider,
    'model', judged.model,
    'calls', judged.calls,
    'quality', judged.quality,
    'qualityScore', judged.quality_score,
    'confidence', judged.confidence,
    'successRate', judged.success_rate,
    'satisfactionRate', judged.satisfaction,
    'ratedCalls', judged.thumbs_up + judged.thumbs_down,
    'avgResponseTime', judged.avg_response_time_ms,
    'p95ResponseTime', judged.p95_response_time_ms,
    'costPerSuccess', judged.cost_usd_per_success
  )
  into best
  from judged
  order by
    judged.is_worse,
    judged.merit desc nulls last,
    judged.quality desc,
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
  'A9: the model that the evidence of the last 30 days speaks for, among those with at least 5 calls that succeeded or '
  'failed; "best" is null without one. quality: the highest posterior mean (0–1) of an answer that succeeds and pleases. '
  'cost: the least dollars per successful call within 0.05 of that. speed: the lowest 95th percentile of response times '
  'within 0.05. balanced: quality less up to 0.05 each for the dearest and the slowest. The team may be left out by who '
  'is in one only. Rates are 0–100, times milliseconds.';

grant execute on function
  private.one_team(uuid),
  private.place_among(float8, float8, float8),
  public.get_best_model_for_task(text, text, uuid)
to authenticated, service_role;
