create function public.get_recommendation_ledger(
  p_team_id uuid,
  p_days int default null,
  p_from date default null,
  p_to date default null,
  p_task_type text default null
) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  team public.teams;
  period record;
  -- Newest first: more than these tell nothing new, and the answer stays below two megabytes.
  most_evaluated constant int := 20000;
  shown constant int := 25;
  answer jsonb;
begin
  perform private.require_lead(p_team_id);
  select * into strict team from public.teams where id = p_team_id;
  select * into strict period from private.period(private.current_zone(team.id), p_days, p_from, p_to, now());

  with decision as materialized (
    select
      graded.*,
      can_evaluate.yes as is_evaluable,
      count(*) filter (where can_evaluate.yes) over (order by graded.created_at desc, graded.id desc) as place
    from private.graded_decisions(p_team_id, period.starts_at, period.ends_at, p_task_type) as graded
    cross join lateral (
      select
        graded.draw is not null
        and graded.chosen_by <> 'user'
        and graded.probability > 0
        and graded.candidate_count > 0
        and (graded.success is not null or graded.rating <> 0) as yes
    ) as can_evaluate
  ),
  evaluated as (
    select
      decision.*,
      dense_rank() over (order by decision.task_type, decision.task_complexity) as stratum
    from decision
    where decision.is_evaluable and decision.place <= most_evaluated
  ),
  arm as (
    select provider, model, row_number() over (order by provider collate "C", model collate "C") - 1 as number
    from (
      select provider, model from evaluated
      union
      select default_provider, default_model from evaluated where default_model is not null
    ) as seen
  ),
  latest as (
    select decision.*
    from decision
    order by decision.created_at desc, decision.id desc
    limit shown
  )
  select jsonb_build_object(
    'team', jsonb_build_object(
      'id', team.id, 'name', team.name, 'timeZone', private.current_zone(team.id), 'isDemo', team.is_demo
    ),
    'period', jsonb_build_object('days', period.days, 'from', period.first_day, 'to', period.last_day),
    'taskTypes', (
      select coalesce(jsonb_agg(seen.task_type order by array_position(private.task_types(), seen.task_type)), '[]')
      from (
        select distinct recommendation.task_type
        from public.recommendations as recommendation
        where recommendation.team_id = p_team_id
          and recommendation.created_at >= period.starts_at
          and recommendation.created_at < period.ends_at
      ) as seen
    ),
    'counts', (
      select jsonb_build_object(
        'decisions', count(*),
        'byUser', count(*) filter (where chosen_by = 'user'),
        'byConversation', count(*) filter (where chosen_by = 'conversation'),
        'byRules', count(*) filter (where chosen_by = 'rules'),
        'byEvidence', count(*) filter (where chosen_by = 'evidence'),
        'explored', count(*) filter (where explored and chosen_by <> 'user'),
        'drawn', count(*) filter (where draw is not null and chosen_by <> 'user'),
        'graded', count(*) filter (where success is not null),
        'rated', count(*) filter (where rating <> 0),
        'evaluable', count(*) filter (where is_evaluable),
        'evaluated', count(*) filter (where is_evaluable and place <= most_evaluated)
      )
      from decision
    ),
    'accuracy', (
      select private.decision_accuracy(
        array_agg(predicted_success), array_agg(success), array_agg(predicted_satisfaction), array_agg(rating)
      )
      from decision
    ),
    'arms', (
      select coalesce(
        jsonb_agg(jsonb_build_object('provider', arm.provider, 'model', arm.model) order by arm.number), '[]')
      from arm
    ),
    'log', (
      select coalesce(
        jsonb_agg(
          jsonb_build_array(
            evaluated.stratum,
            chosen.number,
            fallback.number,
            evaluated.probability,
            evaluated.candidate_count,
            evaluated.success::int,
            evaluated.rating,
            evaluated.cost_usd
          )
          order by evaluated.place
        ),
        '[]'
      )
      from evaluated
      join arm as chosen on chosen.provider = evaluated.provider and chosen.model = evaluated.model
      left join arm as fallback
        on fallback.provider = evaluated.default_provider and fallback.model = evaluated.default_model
    ),
    'latest', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'id', latest.id,
            'at', latest.created_at,
            'taskType', latest.task_type,
            'complexity', latest.task_complexity,
            'priority', recommendation.priority,
            'chosenBy', latest.chosen_by,
            'provider', latest.provider,
            'model', latest.model,
            'explored', latest.explored,
            'probability', latest.probability,
            'predictedSuccess', latest.predicted_success::float8,
            'predictedSatisfaction', latest.predicted_satisfaction::float8,
            'reason', recommendation.reason,
            'success', latest.success,
            'rating', latest.rating,
            'costUsd', latest.cost_usd,
            'responseTimeMs', latest.response_time_ms
          )
          order by latest.created_at desc, latest.id desc
        ),
        '[]'
      )
      from latest
      join public.recommendations as recommendation
        on recommendation.team_id = p_team_id and recommendation.id = latest.id
    ),
    'changes', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'provider', change.provider,
            'model', change.model,
            'taskType', change.task_type,
            'direction', change.direction,
            'changedAt', change.changed_at,
            'foundAt', change.found_at,
            'successBefore', change.success_before::float8,
            'successAfter', change.success_after::float8,
            'callsAfter', change.calls_after
          )
          order by change.changed_at desc, change.id
        ),
        '[]'
      )
      from public.model_changes as change
      where change.team_id = p_team_id
        and change.changed_at >= period.starts_at
        and change.changed_at < period.ends_at
        and (p_task_type is null or change.task_type is null or change.task_type = p_task_type)
    ),
    'generatedAt', now()
  )
  into answer;
  return answer;
end
$$;
comment on function public.get_recommendation_ledger(uuid, int, date, date, text) is
  'What /analytics/recommendations is made of: who decided, how the predictions held, and the log of decisions that were '
  'drawn by chance and whose outcome is known (stratum, arm, arm of the rules, probability, candidates, success 0 or 1, '
  'rating, dollars), from which lib/analytics/off-policy.ts estimates other policies. Either p_days or p_from and p_to. '
  'For leads of the team.';

grant execute on function public.get_recommendation_ledger(uuid, int, date, date, text) to authenticated;
