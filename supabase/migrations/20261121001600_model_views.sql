create view private.recent_calls with (security_invoker = true) as
select
  call.team_id,
  call.provider,
  call.model,
  call.task_type,
  call.success,
  case when call.success then call.response_time_ms end as response_time_ms,
  call.tokens_used,
  call.cost_usd
from public.model_performance_metrics as call
join private.current_zones as zone on zone.team_id = call.team_id
where call."timestamp" >= ((now() at time zone zone.time_zone)::date - 29)::timestamp at time zone zone.time_zone
  -- Says nothing new, but does not depend on a team, so that older partitions are not opened.
  and call."timestamp" >= now() - interval '32 days'
  and call."timestamp" < now();
comment on view private.recent_calls is
  'The calls that views speak of which rollups cannot answer: those of the last 30 team-local days, today included. '
  'response_time_ms is that of successful calls only.';

create view public.model_avg_response_time with (security_invoker = true) as
select
  call.team_id,
  call.provider,
  call.model,
  avg(call.response_time_ms)::float8 as avg_response_time_ms,
  min(call.response_time_ms) as min_response_time_ms,
  max(call.response_time_ms) as max_response_time_ms,
  percentile_cont(0.5) within group (order by call.response_time_ms) as median_response_time_ms,
  percentile_cont(0.95) within group (order by call.response_time_ms) as p95_response_time_ms,
  count(*) as calls
from private.recent_calls as call
where call.response_time_ms is not null
group by call.team_id, call.provider, call.model;
comment on view public.model_avg_response_time is
  'A3: how long a model takes, over the last 30 days. calls are the successful calls whose time is known.';

create view private.recent_arms with (security_invoker = true) as
select zone.team_id, part.*
from private.current_zones as zone
cross join lateral (
  select
    rollup.local_time::date as day,
    rollup.provider,
    rollup.model,
    rollup.calls,
    rollup.succeeded,
    rollup.failed,
    rollup.thumbs_up,
    rollup.thumbs_down,
    rollup.timed_calls,
    rollup.response_ms
  from private.live_rollups as rollup
  where rollup.team_id = zone.team_id
    and rollup.grain = 'arm'
    and rollup.local_time >= (now() at time zone zone.time_zone)::date - 29
    and rollup.local_time <= (now() at time zone zone.time_zone)::date
  union all
  select
    call.local_time::date,
    call.provider,
    call.model,
    call.calls,
    call.succeeded,
    call.failed,
    call.thumbs_up,
    call.thumbs_down,
    (call.response_ms is not null)::int,
    call.response_ms
  from private.unrolled_calls(zone.team_id) as call
  where call.local_time >= (now() at time zone zone.time_zone)::date - 29
    and call.local_time < (now() at time zone zone.time_zone)::date + 1
) as part;
comment on view private.recent_arms is
  'What the calls of the last 30 team-local days, today included, add up to per arm and day, from the rollups and the calls '
  'that these do not hold yet; each figure is to be summed.';

create view public.model_success_rate with (security_invoker = true) as
select
  part.team_id,
  part.provider,
  part.model,
  sum(part.calls)::bigint as calls,
  sum(part.succeeded)::bigint as succeeded,
  sum(part.failed)::bigint as failed,
  sum(part.calls - part.succeeded - part.failed)::bigint as stopped,
  private.percent(sum(part.succeeded)::bigint, sum(part.succeeded + part.failed)::bigint) as success_rate
from private.recent_arms as part
group by part.team_id, part.provider, part.model
having sum(part.calls) > 0;
comment on view public.model_success_rate is
  'A4: share of successful calls in percent, over the last 30 days. Stopped calls count as neither success nor failure.';

create view public.model_user_satisfaction with (security_invoker = true) as
select
  part.team_id,
  part.provider,
  part.model,
  sum(part.calls)::bigint as calls,
  sum(part.thumbs_up)::bigint as thumbs_up,
  sum(part.thumbs_down)::bigint as thumbs_down,
  sum(part.thumbs_up + part.thumbs_down)::bigint as rated,
  private.percent(sum(part.thumbs_up + part.thumbs_down)::bigint, sum(part.calls)::bigint) as response_rate,
  private.percent(sum(part.thumbs_up)::bigint, sum(part.thumbs_up + part.thumbs_down)::bigint) as satisfaction
from private.recent_arms as part
group by part.team_id, part.provider, part.model
having sum(part.calls) > 0;
comment on view public.model_user_satisfaction is
  'A5: thumbs over the last 30 days. response_rate is the rated share of all calls, satisfaction the thumbs up among the '
  'rated, both in percent; without a rating satisfaction is null.';

create function private.task_records(p_team_id uuid) returns table (
  team_id uuid,
  task_type text,
  provider text,
  model text,
  calls bigint,
  succeeded bigint,
  thumbs_up bigint,
  thumbs_down bigint,
  success_rate float8,
  satisfaction float8,
  avg_response_time_ms float8,
  p95_response_time_ms float8,
  cost_usd_per_success float8,
  quality_score float8,
  confidence float8,
  quality float8
)
language sql stable security invoker set search_path = ''
as $$
  with cell as materialized (
    select * from private.evidence_cells(p_team_id)
  ),
  expected as (
    select
      rate.task_type,
      rate.provider,
      rate.model,
      sum(rate.setting_calls * rate.success order by rate.task_complexity)
        * sum(rate.setting_calls * rate.satisfaction order by rate.task_complexity)
        / sum(rate.setting_calls order by rate.task_complexity) ^ 2 as quality
    from private.posterior_rates(
      array(
        select
          row(
            cell.provider, cell.model, cell.task_type, cell.task_complexity,
            cell.weighted_calls, cell.weighted_successes, cell.weighted_ups, cell.weighted_downs,
            cell.cost_usd, cell.input_tokens + cell.output_tokens
          )::private.outcomes
        from cell
      )
    ) as rate
    where rate.setting_calls > 0
    group by rate.task_type, rate.provider, rate.model
  ),
  record as (
    select
      cell.task_type,
      cell.provider,
      cell.model,
      sum(cell.calls)::bigint as calls,
      sum(cell.successes)::bigint as succeeded,
      sum(cell.thumbs_up)::bigint as thumbs_up,
      sum(cell.thumbs_down)::bigint as thumbs_down,
      sum(cell.avg_response_time_ms * cell.timed_calls) / nullif(sum(cell.timed_calls), 0)::float8 as avg_ms,
      (private.latency_quantiles(sum(cell.response_sketch), sum(cell.timed_calls)::bigint, array[0.95]))[1] as p95_ms,
      sum(cell.cost_usd)::float8 / nullif(sum(cell.priced_successes), 0)::float8 as cost_usd_per_success
    from cell
    group by cell.task_type, cell.provider, cell.model
    having sum(cell.calls) >= 5
  ),
  rated as (
    select
      record.*,
      private.percent(record.succeeded, record.calls) as success_rate,
      private.percent(record.thumbs_up, record.thumbs_up + record.thumbs_down) as satisfaction
    from record
  )
  select
    p_team_id,
    rated.task_type,
    rated.provider,
    rated.model,
    rated.calls,
    rated.succeeded,
    rated.thumbs_up,
    rated.thumbs_down,
    rated.success_rate,
    rated.satisfaction,
    rated.avg_ms,
    rated.p95_ms,
    rated.cost_usd_per_success,
    private.quality_score(rated.success_rate, rated.satisfaction, rated.avg_ms),
    private.confidence(rated.calls, rated.succeeded, rated.thumbs_up, rated.thumbs_down),
    expected.quality
  from rated
  join expected using (task_type, provider, model)
$$;
comment on function private.task_records(uuid) is
  'What models did on each task type by the evidence of the last 30 days, of the calls that the caller may see, where at '
  'least 5 calls succeeded or failed (A33). quality is the chance, 0–1, that an answer succeeds and pleases: the posterior '
  'mean of success times that of satisfaction, each over the settings of the task as the team''s weighted calls are spread '
  'over them, as in lib/recommender/fronts.ts. p95_response_time_ms comes from the sketch, within 1 %; rates are 0–100.';

create view public.best_model_by_task with (security_invoker = true) as
select distinct on (record.team_id, record.task_type)
  record.team_id,
  record.task_type,
  record.provider,
  record.model,
  record.quality,
  record.quality_score,
  record.confidence,
  record.calls,
  record.success_rate,
  record.satisfaction,
  record.avg_response_time_ms
from public.teams as team
-- The condition lets a question about one team ask for that team only.
join lateral private.task_records(team.id) as record on record.team_id = team.id
order by
  record.team_id,
  record.task_type,
  record.quality desc,
  record.calls desc,
  record.provider collate "C",
  record.model collate "C";
comment on view public.best_model_by_task is
  'A6: the model of each task type whose answers are expected to succeed and please most often (quality, 0–1, the posterior '
  'mean) by the evidence of the last 30 days, among those with at least 5 calls that succeeded or failed. Equals: more '
  'calls first, then the alphabet. quality_score is A31, confidence A32.';

create view public.model_token_efficiency with (security_invoker = true) as
select
  call.team_id,
  call.provider,
  call.model,
  call.task_type,
  count(*) as calls,
  count(*) filter (where call.success) as succeeded,
  sum(call.tokens_used) as total_tokens,
  count(call.tokens_used) as token_calls,
  avg(call.tokens_used)::float8 as tokens_per_call,
  sum(call.tokens_used)::float8 / nullif(count(call.tokens_used) filter (where call.success), 0) as tokens_per_success,
  sum(call.cost_usd) as total_cost_usd,
  count(call.cost_usd) as priced_calls,
  count(call.cost_usd) filter (where call.success) as priced_successes,
  avg(call.cost_usd) as cost_usd_per_call,
  sum(call.cost_usd) / nullif(count(call.cost_usd) filter (where call.success), 0) as cost_usd_per_success
from private.recent_calls as call
group by call.team_id, call.provider, call.model, call.task_type;
comment on view public.model_token_efficiency is
  'A7: tokens and dollars of a model per task type over the last 30 days, per call (whose tokens or price are known) and '
  'per successful call: what failed calls cost counts there too, successes of unknown price do not, as in '
  'lib/pricing/cost-per-success.ts.';

create view public.model_performance_trends with (security_invoker = true) as
select
  part.team_id,
  part.day,
  part.provider,
  part.model,
  sum(part.calls)::bigint as calls,
  sum(part.response_ms)::float8 / nullif(sum(part.timed_calls), 0)::float8 as avg_response_time_ms,
  sum(part.timed_calls)::bigint as timed_calls,
  private.percent(sum(part.succeeded)::bigint, sum(part.succeeded + part.failed)::bigint) as success_rate,
  sum(part.succeeded + part.failed)::bigint as judged_calls,
  private.percent(sum(part.thumbs_up)::bigint, sum(part.thumbs_up + part.thumbs_down)::bigint) as satisfaction,
  sum(part.thumbs_up + part.thumbs_down)::bigint as rated
from private.recent_arms as part
group by part.team_id, part.day, part.provider, part.model
having sum(part.calls) > 0;
comment on view public.model_performance_trends is
  'A8: each model on each of the last 30 team-local days. timed_calls stand behind the response time, judged_calls (not '
  'stopped) behind the success rate, rated behind the satisfaction.';

grant select on
  private.recent_calls,
  private.recent_arms,
  public.model_avg_response_time,
  public.model_success_rate,
  public.model_user_satisfaction,
  public.best_model_by_task,
  public.model_token_efficiency,
  public.model_performance_trends
to authenticated, service_role;
grant execute on function private.task_records(uuid) to authenticated, service_role;
