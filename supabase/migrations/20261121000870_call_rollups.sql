create table private.rollup_state (
  team_id uuid primary key references public.teams (id) on delete cascade,
  watermark bigint not null default 0,
  generation int not null default 1,
  generation_from timestamp not null default '-infinity',
  calls_kept_from timestamptz not null default '-infinity',
  rebuild_wanted boolean not null default false,
  rebuild_phase text check (rebuild_phase in ('stage', 'clear')),
  rebuild_zone text,
  rebuild_from timestamptz,
  rebuild_first_local timestamp,
  rebuild_next timestamptz,
  judged_watermark bigint not null default 0,
  judged_at timestamptz not null default '-infinity'
);
comment on table private.rollup_state is
  'How far a team''s calls are rolled up: those of transactions before the watermark. A rebuild writes the next generation '
  'of rollups beside the one that is read, and takes its place at once.';
comment on column private.rollup_state.generation_from is
  'The local time from which on only rollups of the latest generation count; before it those of older ones stay.';
comment on column private.rollup_state.calls_kept_from is 'Before this instant retention may have removed calls.';
comment on column private.rollup_state.judged_watermark is
  'The watermark when it was last looked whether what the team used is unusual; see private.raise_alerts.';
alter table private.rollup_state enable row level security;
create policy "members see how far their teams are rolled up" on private.rollup_state for select to authenticated
  using (team_id = any (array(select private.my_team_ids())));
grant select on private.rollup_state to authenticated, service_role;

-- Only of those to whom it applies, so that looking for them does not take longer with more teams.
create index rollup_state_rebuilds on private.rollup_state (team_id)
  where rebuild_wanted or rebuild_phase is not null;

create function private.begin_rollups() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.rollup_state (team_id) values (new.id);
  return null;
end
$$;
comment on function private.begin_rollups() is 'Definer, because nobody else writes the state of rollups.';
create trigger begin_rollups after insert on public.teams for each row execute function private.begin_rollups();

create view private.current_zones with (security_invoker = true) as
select zone.team_id, zone.time_zone, zone.counts_from
from private.rollup_state as state
join private.team_zones as zone on zone.team_id = state.team_id and zone.generation = state.generation
where now() >= zone.counts_from and now() < zone.counts_until;
comment on view private.current_zones is 'The zone that a team''s days are days of at present, and since when.';

create function private.current_zone(p_team_id uuid) returns text
language sql stable security invoker set search_path = ''
as $$ select zone.time_zone from private.current_zones as zone where zone.team_id = p_team_id $$;
comment on function private.current_zone(uuid) is 'The zone that the team''s days are days of at present.';
grant select on private.current_zones to authenticated, service_role;
grant execute on function private.current_zone(uuid) to authenticated, service_role;

create function private.instants_between(
  p_team_id uuid, p_from timestamp, p_to timestamp, out starts_at timestamptz, out ends_at timestamptz
) returns setof record
language sql stable security invoker rows 1 set search_path = ''
as $$
  select span.starts_at, span.ends_at
  from private.rollup_state as state
  join private.team_zones as zone on zone.team_id = state.team_id and zone.generation = state.generation
  cross join lateral (
    select
      greatest(zone.counts_from, private.first_instant(p_from, zone.time_zone)) as starts_at,
      least(zone.counts_until, p_to at time zone zone.time_zone) as ends_at
  ) as span
  where state.team_id = p_team_id and span.starts_at < span.ends_at
$$;
comment on function private.instants_between(uuid, timestamp, timestamp) is
  'When a team''s clocks may have shown the times from p_from until before p_to: half-open, more than once where one zone gave '
  'way to another, and long enough for an hour that is there twice when summer ends, so that local times remain to be checked.';
grant execute on function private.instants_between(uuid, timestamp, timestamp) to authenticated, service_role;

create table private.call_rollups (
  team_id uuid not null references public.teams (id) on delete cascade,
  grain text not null,
  local_time timestamp not null,
  generation int not null,
  provider text,
  model text,
  task_type text,
  task_complexity text,
  feature text,
  project_id uuid,
  error_kind text,
  calls bigint not null,
  succeeded bigint not null,
  failed bigint not null,
  cached bigint not null,
  thumbs_up bigint not null,
  thumbs_down bigint not null,
  timed_calls bigint not null,
  response_ms bigint not null,
  log_ms bigint not null,
  log_ms_squared bigint not null,
  first_token_calls bigint not null,
  first_token_ms bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_input_tokens bigint not null,
  total_tokens bigint not null,
  token_calls bigint not null,
  cost_usd numeric not null,
  priced_calls bigint not null,
  priced_successes bigint not null,
  confidence numeric not null,
  confident_calls bigint not null,
  response_sketch numeric,
  first_token_sketch numeric,
  unique nulls not distinct (
    team_id, grain, local_time, generation, provider, model, task_type, task_complexity, feature, project_id,
    error_kind
  )
) partition by list (grain);
comment on table private.call_rollups is
  'Sums over the calls of a team-local day, in several grains; what a grain leaves out is null. Times are those of successful '
  'calls. A team''s calls that are not in here yet are in private.unrolled_calls.';
comment on column private.call_rollups.grain is
  'day: all calls. arm: provider and model. task: task type. cell: arm, task type, complexity. arm_week, task_week, '
  'cell_week: the same of a week from Monday. feature: feature and project. detail: all of these. hour: all but complexity, '
  'of an hour. error_kind: failed calls by kind of error. error: the same by all but complexity. Sketches are kept of days, '
  'arms, tasks and detail, those of response times of cells by the day as well.';
comment on column private.call_rollups.log_ms is 'Sum of the natural logarithms of the milliseconds, in millionths.';
comment on column private.call_rollups.log_ms_squared is 'Sum of their squares, in millionths.';
comment on column private.call_rollups.response_sketch is 'Latency sketch; see private.latency_quantiles.';
alter table private.call_rollups enable row level security;
do $$
declare
  grain text;
begin
  foreach grain in array array[
    'day', 'arm', 'arm_week', 'task', 'task_week', 'cell', 'cell_week', 'feature', 'detail', 'hour', 'error_kind', 'error'
  ] loop
    -- With room on each page, as today's rows are written again and again.
    execute format(
      'create table private.call_rollups_%s partition of private.call_rollups for values in (%L) '
      'with (fillfactor = 70, toast_tuple_target = 8160)',
      grain, grain
    );
    execute format('alter table private.call_rollups_%s enable row level security', grain);
  end loop;
end
$$;
create policy "leads see the rollups of their teams" on private.call_rollups for select to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select on private.call_rollups to authenticated, service_role;

create view private.live_rollups with (security_invoker = true) as
select rollup.*
from private.rollup_state as state
join private.call_rollups as rollup
  on rollup.team_id = state.team_id
  and (
    rollup.generation = state.generation
    or (rollup.generation < state.generation and rollup.local_time < state.generation_from)
  );
comment on view private.live_rollups is 'The rollups that count, without those of a rebuild and those it has replaced.';
grant select on private.live_rollups to authenticated, service_role;
