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

create function private.decision_accuracy(
  p_predicted_success real[],
  p_success boolean[],
  p_predicted_satisfaction real[],
  p_rating int[]
) returns jsonb
language sql immutable parallel safe set search_path = ''
as $$
  select jsonb_build_object(
    'success', private.graded_predictions(p_predicted_success, p_success),
    'satisfaction', private.graded_predictions(
      p_predicted_satisfaction,
      array(
        select nullif(given.rating, 0) > 0
        from unnest(p_rating) with ordinality as given (rating, place)
        order by given.place
      )
    )
  )
$$;
comment on function private.decision_accuracy(real[], boolean[], real[], int[]) is
  'B8: both predictions of decisions beside what happened, of satisfaction where the answer was rated.';

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
  select * into strict period from private.period(private.current_zone(team.id), p_days, p_from, p_to, now());
  return jsonb_build_object(
    'period', jsonb_build_object('days', period.days, 'from', period.first_day, 'to', period.last_day)
  )
    || (
      select private.decision_accuracy(
        array_agg(predicted_success), array_agg(success), array_agg(predicted_satisfaction), array_agg(rating)
      )
      from private.graded_decisions(p_team_id, period.starts_at, period.ends_at, null)
      where p_subject_type is null or p_subject_type = 'recommendation'
    );
end
$$;
comment on function public.get_prediction_accuracy(uuid, int, date, date, text) is
  'B8: how often the team''s predictions came true, as counts; lib/analytics/prediction-accuracy.ts judges them. '
  'Either p_days or p_from and p_to. The decisions of the recommender are of subject type recommendation. For leads.';

grant execute on function
  private.graded_decisions(uuid, timestamptz, timestamptz, text),
  private.graded_predictions(real[], boolean[]),
  private.decision_accuracy(real[], boolean[], real[], int[])
to authenticated, service_role;
grant execute on function public.get_prediction_accuracy(uuid, int, date, date, text) to authenticated;
