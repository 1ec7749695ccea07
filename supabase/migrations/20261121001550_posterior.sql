create type private.outcomes as (
  provider text,
  model text,
  task_type text,
  task_complexity text,
  calls float8,
  successes float8,
  ups float8,
  downs float8,
  cost_usd float8,
  tokens float8
);
comment on type private.outcomes is
  'What the posterior rests on, of an arm in a setting (a task type at a complexity): sums that forget, and the dollars and '
  'tokens of its calls.';

create function private.fitted_rates(
  arms int,
  task_of int[],
  trials float8[],
  hits float8[],
  dearness float8[],
  prior_rate float8,
  prior_spread float8,
  out rates float8[],
  out spread_squared float8
)
language plpgsql immutable strict parallel safe set search_path = ''
as $$
declare
  -- As lib/recommender/hierarchy.ts has them.
  prior_trials constant float8 := 2;
  prior_arms constant float8 := 6;
  prior_settings constant float8 := 5;
  prior_common constant float8 := 0.75;
  prior_worth constant float8 := 0.4;
  min_common constant float8 := 0.05;
  max_common constant float8 := 0.95;
  task_share constant float8 := 0.75;
  rounds constant int := 12;

  settings constant int := cardinality(task_of);
  tasks constant int := (select max(task) from unnest(task_of) as task);
  no_settings constant float8[] := array_fill(0::float8, array[settings]);
  no_tasks constant float8[] := array_fill(0::float8, array[tasks]);
  chance float8[] := array_fill(0::float8, array[arms * settings]);
  deviations float8[] := chance;
  levels float8[] := no_settings;
  spreads float8[] := array_fill(prior_spread, array[settings]);
  common float8 := prior_common;
  worth float8 := prior_worth;
  own_of_task float8;
  own_of_setting float8;

  cell int;
  task int;
  spread float8;
  share float8;
  setting_hits float8[] := no_settings;
  setting_trials float8[] := no_settings;
  excess float8[] := no_settings;
  level_hits float8[];
  all_hits float8;
  all_trials float8;
  overall float8;
  second float8[];
  between_tasks float8;
  weight float8[];
  noise float8[];
  seen float8[];
  task_weight float8[];
  task_sum float8[];
  task_mean float8[];
  task_variance float8[];
  head float8;
  dear_sum float8;
  dear_squares float8;
  precision_sum float8;
  pull float8;
  arm_mean float8;
  arm_variance float8;
  mean float8;
  variance float8;
  rest float8;
  mean_sum float8;
  mean_squares float8;
  rest_sum float8;
  rest_squares float8;
  pooled float8;
  shared float8;
begin
  rates := chance;
  cell := 0;
  for arm in 1 .. arms loop
    for setting in 1 .. settings loop
      cell := cell + 1;
      if trials[cell] > 0 then
        rates[cell] := hits[cell] / trials[cell];
        share := least(0.96, greatest(0.04, (hits[cell] + 1) / (trials[cell] + 2)));
        chance[cell] := share * (1 - share) / trials[cell];
        setting_hits[setting] := setting_hits[setting] + hits[cell];
        setting_trials[setting] := setting_trials[setting] + trials[cell];
      end if;
    end loop;
  end loop;

  for round in 0 .. rounds loop
    level_hits := no_settings;
    task_weight := no_tasks;
    task_sum := no_tasks;
    all_hits := prior_trials * prior_rate;
    all_trials := prior_trials;
    for setting in 1 .. settings loop
      task := task_of[setting];
      level_hits[setting] := setting_hits[setting] - spreads[setting] * excess[setting];
      task_sum[task] := task_sum[task] + level_hits[setting];
      task_weight[task] := task_weight[task] + setting_trials[setting];
      all_hits := all_hits + level_hits[setting];
      all_trials := all_trials + setting_trials[setting];
    end loop;
    overall := prior_trials * (all_hits / all_trials);
    for setting in 1 .. settings loop
      task := task_of[setting];
      mean := (task_sum[task] + overall) / (task_weight[task] + prior_trials);
      mean := (level_hits[setting] + prior_trials * mean) / (setting_trials[setting] + prior_trials);
      levels[setting] := least(0.99, greatest(0.01, mean));
    end loop;

    own_of_task := (1 - common) * task_share;
    own_of_setting := (1 - common) * (1 - task_share);
    excess := no_settings;
    second := no_settings;
    between_tasks := 0;
    dear_sum := prior_arms * prior_worth;
    dear_squares := prior_arms;
    for arm in 1 .. arms loop
      head := worth * dearness[arm];
      weight := no_settings;
      noise := no_settings;
      seen := no_settings;
      task_weight := no_tasks;
      task_sum := no_tasks;
      cell := (arm - 1) * settings;
      for setting in 1 .. settings loop
        cell := cell + 1;
        if trials[cell] > 0 then
          spread := spreads[setting];
          noise[setting] := chance[cell] / (spread * spread);
          seen[setting] := (rates[cell] - levels[setting]) / spread - head;
          weight[setting] := 1 / (own_of_setting + noise[setting]);
          task := task_of[setting];
          task_weight[task] := task_weight[task] + weight[setting];
          task_sum[task] := task_sum[task] + weight[setting] * seen[setting];
        end if;
      end loop;

      precision_sum := 1 / common;
      pull := 0;
      for task in 1 .. tasks loop
        rest := 1 / (own_of_task * task_weight[task] + 1);
        precision_sum := precision_sum + task_weight[task] * rest;
        pull := pull + task_sum[task] * rest;
      end loop;
      arm_variance := 1 / precision_sum;
      arm_mean := pull * arm_variance;
      dear_sum := dear_sum + dearness[arm] * (head + arm_mean);
      dear_squares := dear_squares + dearness[arm] * dearness[arm];

      task_mean := no_tasks;
      task_variance := no_tasks;
      mean_sum := 0;
      mean_squares := 0;
      rest_sum := 0;
      rest_squares := 0;
      for task in 1 .. tasks loop
        rest := 1 / (own_of_task * task_weight[task] + 1);
        mean := rest * (arm_mean + own_of_task * task_sum[task]);
        task_mean[task] := mean;
        task_variance[task] := rest * (rest * arm_variance + own_of_task);
        mean_sum := mean_sum + mean;
        mean_squares := mean_squares + mean * mean;
        rest_sum := rest_sum + rest;
        rest_squares := rest_squares + rest * rest;
      end loop;
      between_tasks := between_tasks
        + mean_sum * mean_sum - mean_squares
        + arm_variance * (rest_sum * rest_sum - rest_squares);

      cell := (arm - 1) * settings;
      for setting in 1 .. settings loop
        cell := cell + 1;
        mean := task_mean[task_of[setting]];
        variance := task_variance[task_of[setting]];
        if trials[cell] > 0 then
          share := own_of_setting * weight[setting];
          mean := mean + share * (seen[setting] - mean);
          variance := (1 - share) * (1 - share) * variance + share * noise[setting];
          excess[setting] := excess[setting] + trials[cell] * (head + mean);
        else
          variance := variance + own_of_setting;
        end if;
        deviations[cell] := head + mean;
        second[setting] := second[setting] + mean * mean + variance;
      end loop;
    end loop;
    worth := dear_sum / dear_squares;

    exit when round = rounds;
    pooled := 0;
    for setting in 1 .. settings loop
      second[setting] := spreads[setting] * spreads[setting] * second[setting];
      pooled := pooled + second[setting] / settings;
    end loop;
    pooled := (pooled + prior_arms * prior_spread * prior_spread) / (arms + prior_arms);
    for setting in 1 .. settings loop
      spreads[setting] := sqrt((second[setting] + prior_settings * pooled) / (arms + prior_settings));
    end loop;
    shared := case when tasks = 1 then prior_common * arms else between_tasks / (tasks * (tasks - 1)) end;
    common := least(max_common, greatest(min_common, (shared + prior_arms * prior_common) / (arms + prior_arms)));
  end loop;

  for arm in 1 .. arms loop
    for setting in 1 .. settings loop
      cell := (arm - 1) * settings + setting;
      rates[cell] := least(1, greatest(0, levels[setting] + spreads[setting] * deviations[cell]));
    end loop;
  end loop;
  spread_squared := 0;
  for setting in 1 .. settings loop
    spread_squared := spread_squared + spreads[setting] * spreads[setting] / settings;
  end loop;
end
$$;
comment on function private.fitted_rates(int, int[], float8[], float8[], float8[], float8, float8) is
  'The rate (0–1) of every arm in every setting, from few trials, and the mean over the settings of the variance of arms '
  'about them: the means and spreadSquared of the class Hierarchy in lib/recommender/hierarchy.ts, which says how, by the '
  'same operations. task_of numbers the task of each setting from 1; trials, hits and rates go arm by arm, setting by '
  'setting; dearness has a number for each arm.';

create function private.posterior_rates(p_cells private.outcomes[]) returns table (
  provider text,
  model text,
  task_type text,
  task_complexity text,
  setting_calls float8,
  success float8,
  satisfaction float8
)
language sql immutable parallel safe set search_path = ''
as $$
  with cell as (
    select * from unnest(p_cells)
  ),
  -- Before a team has calls; the constants of lib/recommender/posterior.ts and pleased-answers.ts.
  prior (success, success_spread, satisfaction, thumbs, least_satisfaction_spread, quality_spread) as (
    values (0.9::float8, 0.13::float8, 0.7::float8, 2::float8, 0.01::float8, 0.1::float8)
  ),
  arm as (
    select
      cell.provider,
      cell.model,
      -- Its dollars per token; lib/recommender/dearness.ts.
      log(
        sum(cell.cost_usd) filter (where cell.cost_usd > 0 and cell.tokens > 0)
          / sum(cell.tokens) filter (where cell.cost_usd > 0 and cell.tokens > 0)
      ) as price,
      row_number() over (order by cell.provider, cell.model) as place
    from cell
    group by cell.provider, cell.model
  ),
  setting as (
    select
      cell.task_type,
      cell.task_complexity,
      sum(cell.calls) as calls,
      dense_rank() over (order by cell.task_type) as task,
      row_number() over (order by cell.task_type, cell.task_complexity) as place
    from cell
    group by cell.task_type, cell.task_complexity
  ),
  rater as (
    select
      greatest(
        1,
        (prior.thumbs * (1 - prior.satisfaction) + all_thumbs.downs) * prior.satisfaction
        / ((prior.thumbs * prior.satisfaction + all_thumbs.ups) * (1 - prior.satisfaction))
      ) as bias
    from (
      select coalesce(sum(cell.ups), 0) as ups, coalesce(sum(cell.downs), 0) as downs
      from cell
    ) as all_thumbs
    cross join prior
  ),
  -- As lib/recommender/pleased-answers.ts says: how many of the pleased are missing among the thumbs.
  reception as (
    select
      thumb.task_type,
      thumb.task_complexity,
      (1 - 1 / rater.bias) * thumb.downs
        * (prior.thumbs + thumb.ups + thumb.downs / rater.bias)
        / (prior.thumbs * (1 - prior.satisfaction) + thumb.downs / rater.bias)
        / nullif(thumb.answers, 0) as missing_per_answer
    from (
      select
        cell.task_type,
        cell.task_complexity,
        sum(cell.successes) as answers,
        sum(cell.ups) as ups,
        sum(cell.downs) as downs
      from cell
      group by cell.task_type, cell.task_complexity
    ) as thumb
    cross join rater
    cross join prior
  ),
  pair as (
    select
      arm.provider,
      arm.model,
      setting.task_type,
      setting.task_complexity,
      setting.calls as setting_calls,
      coalesce(cell.calls, 0) as calls,
      coalesce(cell.successes, 0) as successes,
      coalesce(cell.ups, 0) as ups,
      coalesce(cell.downs, 0) as downs,
      coalesce(cell.successes * reception.missing_per_answer, 0) as missing,
      row_number() over (order by arm.place, setting.place) as place
    from arm
    cross join setting
    join reception using (task_type, task_complexity)
    left join cell using (provider, model, task_type, task_complexity)
  ),
  received as (
    select
      pair.*,
      (
        pair.missing - pair.ups - pair.downs
        + sqrt((pair.missing - pair.ups - pair.downs) ^ 2 + 4 * pair.missing * pair.ups)
      ) / 2 as silent
    from pair
  ),
  grid as (
    select
      (select count(*)::int from arm) as arms,
      array(
        select coalesce(arm.price - avg(arm.price) over (), 0) from arm order by arm.place
      ) as dearness,
      array(select setting.task::int from setting order by setting.place) as task_of,
      array_agg(received.calls order by received.place) as calls,
      array_agg(received.successes order by received.place) as successes,
      array_agg(received.ups + received.downs + received.silent order by received.place) as telling,
      array_agg(received.ups + received.silent order by received.place) as pleased
    from received
  )
  select
    pair.provider,
    pair.model,
    pair.task_type,
    pair.task_complexity,
    pair.setting_calls,
    fit.success,
    fit.satisfaction
  from grid
  cross join prior
  cross join lateral private.fitted_rates(
    grid.arms, grid.task_of, grid.calls, grid.successes, grid.dearness, prior.success, prior.success_spread
  ) as succeeding
  cross join lateral private.fitted_rates(
    grid.arms,
    grid.task_of,
    grid.telling,
    grid.pleased,
    grid.dearness,
    prior.satisfaction,
    sqrt(greatest(prior.least_satisfaction_spread ^ 2, prior.quality_spread ^ 2 - succeeding.spread_squared))
  ) as pleasing
  cross join lateral unnest(succeeding.rates, pleasing.rates)
    with ordinality as fit (success, satisfaction, place)
  join pair on pair.place = fit.place
$$;
comment on function private.posterior_rates(private.outcomes[]) is
  'What is expected of each arm in each setting that occurs in the cells, seen there or not, 0–1: that a call succeeds, and '
  'that its answer pleases; the means of lib/recommender/posterior.ts. setting_calls are the weighted calls of all arms in '
  'the setting.';

grant usage on type private.outcomes to authenticated, service_role;
grant execute on function
  private.fitted_rates(int, int[], float8[], float8[], float8[], float8, float8),
  private.posterior_rates(private.outcomes[])
to authenticated, service_role;
