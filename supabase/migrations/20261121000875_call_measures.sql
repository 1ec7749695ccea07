create view private.call_measures with (security_invoker = true) as
select
  call.team_id,
  call.txid,
  call.txid as call_txid,
  call."timestamp",
  zone.generation,
  call."timestamp" at time zone zone.time_zone as local_time,
  call.user_id,
  call.external_user_id,
  call.provider,
  call.model,
  call.task_type,
  call.task_complexity,
  call.feature,
  call.project_id,
  case when not call.success then coalesce(call.error_kind, 'unknown') end as error_kind,
  1 as calls,
  (call.success is true)::int as succeeded,
  (call.success is false)::int as failed,
  call.cached::int as cached,
  (call.user_rating = 1)::int as thumbs_up,
  (call.user_rating = -1)::int as thumbs_down,
  case when call.success then call.response_time_ms end as response_ms,
  case when call.success then call.time_to_first_token_ms end as first_token_ms,
  call.input_tokens,
  call.output_tokens,
  call.cached_input_tokens,
  call.tokens_used as total_tokens,
  call.cost_usd,
  case when call.success then call.cost_usd end as success_cost_usd,
  call.confidence_score::numeric as confidence
from public.model_performance_metrics as call
join private.team_zones as zone
  on zone.team_id = call.team_id
  and call."timestamp" >= zone.counts_from
  and call."timestamp" < zone.counts_until;
comment on view private.call_measures is
  'What each call adds to the rollups, with its local time in the zones of each generation, and the rating it has now.';

create view private.rating_measures with (security_invoker = true) as
select
  rating.team_id,
  rating.txid,
  rating.call_txid,
  rating."timestamp",
  zone.generation,
  rating."timestamp" at time zone zone.time_zone as local_time,
  null::uuid as user_id,
  null::text as external_user_id,
  rating.provider,
  rating.model,
  rating.task_type,
  rating.task_complexity,
  rating.feature,
  rating.project_id,
  null::text as error_kind,
  0 as calls,
  0 as succeeded,
  0 as failed,
  0 as cached,
  rating.thumbs_up,
  rating.thumbs_down,
  null::int as response_ms,
  null::int as first_token_ms,
  null::int as input_tokens,
  null::int as output_tokens,
  null::int as cached_input_tokens,
  null::int as total_tokens,
  null::numeric(20, 12) as cost_usd,
  null::numeric(20, 12) as success_cost_usd,
  null::numeric as confidence
from private.rating_changes as rating
join private.team_zones as zone
  on zone.team_id = rating.team_id
  and rating."timestamp" >= zone.counts_from
  and rating."timestamp" < zone.counts_until;
comment on view private.rating_measures is 'What each change of a rating adds to them, in the columns of call_measures.';
grant select on private.call_measures, private.rating_measures to authenticated, service_role;

create function private.unrolled_calls(p_team_id uuid) returns setof private.call_measures
language plpgsql stable security invoker set search_path = ''
as $$
declare
  state private.rollup_state;
  me constant uuid := private.user_id();
  -- A range without an end would be thought to hold a third of all calls.
  last_txid constant bigint := 9223372036854775807;
begin
  select * into state from private.rollup_state where team_id = p_team_id;
  if me is null or p_team_id in (select private.my_led_team_ids()) then
    return query
      select * from private.call_measures as call
      where call.team_id = p_team_id
        and call.txid between state.watermark and last_txid
        and call.generation = state.generation;
    return query
      select * from private.rating_measures as rating
      where rating.team_id = p_team_id
        and rating.txid between state.watermark and last_txid
        and rating.call_txid < state.watermark
        and rating.generation = state.generation;
  else
    return query
      select * from private.call_measures as call
      where call.team_id = p_team_id and call.user_id = me and call.generation = state.generation;
  end if;
end
$$;
comment on function private.unrolled_calls(uuid) is
  'The calls, and changes of ratings, that the rollups do not hold yet: with them they are complete at any moment, as both '
  'are read in one snapshot. Members who do not lead the team see no rollups, so for them it is all of their own calls.';
grant execute on function private.unrolled_calls(uuid) to authenticated, service_role;
