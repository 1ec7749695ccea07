create table private.usage_rollups (
  team_id uuid not null references public.teams (id) on delete cascade,
  local_time timestamp not null,
  generation int not null,
  user_id uuid,
  external_user_id text,
  feature text not null,
  project_id uuid,
  provider text not null,
  model text not null,
  requests bigint not null,
  failures bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  total_tokens bigint not null,
  cost_usd numeric not null,
  priced_requests bigint not null,
  unique nulls not distinct (
    team_id, local_time, generation, user_id, external_user_id, feature, project_id, provider, model
  )
) with (fillfactor = 70);
comment on table private.usage_rollups is
  'Sums over the calls of a person on a team-local day, per feature, project and model; complete with private.unrolled_calls.';
create index usage_rollups_user on private.usage_rollups (team_id, user_id, local_time);
alter table private.usage_rollups enable row level security;
create policy "people see their usage, leads their team's" on private.usage_rollups for select to authenticated
  using (
    team_id = any (array(select private.my_led_team_ids()))
    or (user_id = (select auth.uid()) and team_id = any (array(select private.my_team_ids())))
  );
grant select on private.usage_rollups to authenticated, service_role;

create view private.live_usage_rollups with (security_invoker = true) as
select rollup.*
from private.rollup_state as state
join private.usage_rollups as rollup
  on rollup.team_id = state.team_id
  and (
    rollup.generation = state.generation
    or (rollup.generation < state.generation and rollup.local_time < state.generation_from)
  );
comment on view private.live_usage_rollups is 'As private.live_rollups, of the usage of people.';
grant select on private.live_usage_rollups to authenticated, service_role;

create view public.usage_daily with (security_invoker = true) as
with used as (
  select
    rollup.team_id,
    rollup.local_time::date as day,
    rollup.user_id,
    rollup.external_user_id,
    rollup.feature,
    rollup.project_id,
    rollup.provider,
    rollup.model,
    rollup.requests,
    rollup.failures,
    rollup.input_tokens,
    rollup.output_tokens,
    rollup.total_tokens,
    rollup.cost_usd,
    rollup.priced_requests
  from private.live_usage_rollups as rollup
  union all
  select
    call.team_id,
    call.local_time::date,
    call.user_id,
    call.external_user_id,
    call.feature,
    call.project_id,
    call.provider,
    call.model,
    1,
    call.failed,
    call.input_tokens,
    call.output_tokens,
    call.total_tokens,
    call.cost_usd,
    (call.cost_usd is not null)::int
  from private.rollup_state as state
  -- For each team by itself: joined, all of its calls would be read.
  cross join lateral (
    select *
    from private.call_measures as fresh
    where fresh.team_id = state.team_id
      and fresh.txid between state.watermark and 9223372036854775807
      and fresh.generation = state.generation
    offset 0
  ) as call
)
select
  used.team_id,
  used.day,
  used.user_id,
  used.external_user_id,
  used.feature,
  used.project_id,
  used.provider,
  used.model,
  sum(used.requests)::bigint as requests,
  sum(used.failures)::bigint as failures,
  coalesce(sum(used.input_tokens), 0)::bigint as input_tokens,
  coalesce(sum(used.output_tokens), 0)::bigint as output_tokens,
  coalesce(sum(used.total_tokens), 0)::bigint as total_tokens,
  coalesce(sum(used.cost_usd), 0) as cost_usd,
  sum(used.priced_requests)::bigint as priced_requests
from used
group by
  used.team_id, used.day, used.user_id, used.external_user_id, used.feature, used.project_id, used.provider, used.model;
comment on view public.usage_daily is
  'C8: what a person used on a team-local day, per feature, project and model; exact at any moment. People see their own, '
  'leads their team''s. A request that is not priced costs nothing here: compare priced_requests with requests.';
grant select on public.usage_daily to authenticated, service_role;
