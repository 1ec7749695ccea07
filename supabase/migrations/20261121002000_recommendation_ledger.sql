create function private.graded_decisions(p_team_id uuid, p_from timestamptz, p_to timestamptz, p_task_type text)
returns table (
  id uuid,
  created_at timestamptz,
  task_type text,
  task_complexity text,
  chosen_by text,
  provider text,
  model text,
  explored boolean,
  draw double precision,
  probability double precision,
  candidate_count int,
  default_provider text,
  default_model text,
  predicted_success real,
  predicted_satisfaction real,
  success boolean,
  rating int,
  cost_usd float8,
  response_time_ms int
)
language sql stable security invoker set search_path = ''
as $$
  with outcome as (
    select
      call.recommendation_id,
      call.provider,
      call.model,
      (array_agg(call.success order by call."timestamp", call.id))[1] as success,
      sign(sum(call.user_rating))::int as rating,
      (array_agg(call.cost_usd order by call."timestamp", call.id))[1]::float8 as cost_usd,
      (array_agg(call.response_time_ms order by call."timestamp", call.id))[1] as response_time_ms
    from public.model_performance_metrics as call
    where call.team_id = p_team_id
      and call.recommendation_id is not null
      and call."timestamp" >= p_from
      -- The last decisions' answers may end on the day after.
      and call."timestamp" < p_to + interval '1 day'
    group by call.recommendation_id, call.provider, call.model
  )
  select
    decision.id,
    decision.created_at,
    decision.task_type,
    decision.task_complexity,
    decision.chosen_by,
    decision.provider,
    decision.model,
    decision.explored,
    decision.draw,
    decision.probability,
    decision.candidate_count,
    decision.default_provider,
    decision.default_model,
    decision.predicted_success,
    decision.predicted_satisfaction,
    outcome.success,
    coalesce(outcome.rating, 0),
    outcome.cost_usd,
    outcome.response_time_ms
  from public.recommendations as decision
  left join outcome
    on outcome.recommendation_id = decision.id
    and outcome.provider = decision.provider
    and outcome.model = decision.model
  where decision.team_id = p_team_id
    and decision.created_at >= p_from
    and decision.created_at < p_to
    and (p_task_type is null or decision.task_type = p_task_type)
$$;
comment on function private.graded_decisions(uuid, timestamptz, timestamptz, text) is
  'Decisions that the caller may see, each with what came of it: success, cost and time of the first attempt of the arm '
  'that it chose, and the thumb on that arm''s answer. success is null while unknown, and where the answer was stopped.';

create function private.graded_predictions(p_predicted real[], p_actual boolean[]) returns jsonb
language sql immutable parallel safe set search_path = ''
as $$
  with prediction as (
    select
      pair.predicted,
      pair.actual,
      -- Equal predictions stay together.
      (10 * (rank() over (order by pair.predicted) - 1) / count(*) over ())::int as tenth
    from unnest(p_predicted, p_actual) as pair (predicted, actual)
    where pair.predicted is not null and pair.actual is not null
  ),
  decile as (
    select
      prediction.tenth,
      count(*) as total,
      count(*) filter (where prediction.actual) as hits,
      avg(prediction.predicted)::float8 as predicted
    from prediction
    group by prediction.tenth
  )
  select jsonb_build_object(
    'truePositives', (select count(*) from prediction where predicted >= 0.5 and actual),
    'falsePositives', (select count(*) from prediction where predicted >= 0.5 and not actual),
    'falseNegatives', (select count(*) from prediction where predicted < 0.5 and actual),
    'trueNegatives', (select count(*) from prediction where predicted < 0.5 and not actual),
    'deciles', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object('predicted', decile.predicted, 'hits', decile.hits, 'total', decile.total)
          order by decile.tenth
        ),
        '[]'
      )
      from decile
    )
  )
$$;
comment on function private.graded_predictions(real[], boolean[]) is
  'B8: predicted probabilities (0–1) beside what happened: the fourfold table, where 0.5 or more predicts a yes, and ten '
  'groups of about the same size from the lowest predictions to the highest. Pairs with a null are left out.';

create function public.get_prediction_accuracy(
  p_team_id uuid,
  p_days int default null,
  p_from date default null,
  p_to date default null,
  p_subject_type text default null
) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  team public.teams;
  period record;
begin
  perform private.require_lead(p_team_id);
  select * into strict team from public.teams where id = p_team_id;
  select * into strict period from private.period(team.time_zone, p_days, p_from, p_to, now());
  return jsonb_build_object(
    'period', jsonb_build_object('days', period.days, 'from', period.first_day, 'to', period.last_day)
  )
    || (
      select jsonb_build_object(
        'success', private.graded_predictions(array_agg(predicted_success), array_agg(success)),
        'satisfaction',
          private.graded_predictions(array_agg(predicted_satisfaction), array_agg(nullif(rating, 0) > 0))
      )
      from private.graded_decisions(p_team_id, period.starts_at, period.ends_at, null)
      where p_subject_type is null or p_subject_type = 'recommendation'
    );
end
$$;
comment on function public.get_prediction_accuracy(uuid, int, date, date, text) is
  'B8: how often the team''s predictions came true, as counts; lib/analytics/prediction-accuracy.ts judges them. '
  'Either p_days or p_from and p_to. The decisions of the recommender are of subject type recommendation. For leads.';

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
  select * into strict period from private.period(team.time_zone, p_days, p_from, p_to, now());

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
      'id', team.id, 'name', team.name, 'timeZone', team.time_zone, 'isDemo', team.is_demo
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
      select jsonb_build_object(
        'success', private.graded_predictions(array_agg(predicted_success), array_agg(success)),
        'satisfaction',
          private.graded_predictions(array_agg(predicted_satisfaction), array_agg(nullif(rating, 0) > 0))
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

grant execute on function
  private.graded_decisions(uuid, timestamptz, timestamptz, text),
  private.graded_predictions(real[], boolean[])
to authenticated, service_role;
grant execute on function
  public.get_prediction_accuracy(uuid, int, date, date, text),
  public.get_recommendation_ledger(uuid, int, date, date, text)
to authenticated;
