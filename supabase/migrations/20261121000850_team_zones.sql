create table private.team_zones (
  team_id uuid not null references public.teams (id) on delete cascade,
  generation int not null default 1,
  counts_from timestamptz not null default '-infinity',
  counts_until timestamptz not null default 'infinity' check (counts_until > counts_from),
  time_zone text not null,
  primary key (team_id, generation, counts_from)
);
comment on table private.team_zones is
  'Which zone a team''s days are days of, at which instants: a call belongs to the local day of the zone that counts at its '
  'time. teams.time_zone is what the lead has set; it counts here once the rollups are rebuilt, as the next generation.';
alter table private.team_zones enable row level security;
create policy "members see the zones of their teams" on private.team_zones for select to authenticated
  using (team_id = any (array(select private.my_team_ids())));
grant select on private.team_zones to authenticated, service_role;

create function private.first_instant(p_local timestamp, p_time_zone text) returns timestamptz
language sql immutable strict parallel safe security invoker set search_path = ''
as $$
  select min(candidate.at)
  from (values (interval '0'), ('30 minutes'), ('1 hour'), ('2 hours')) as lag (behind)
  cross join lateral (select p_local at time zone p_time_zone - lag.behind) as candidate (at)
  where lag.behind = interval '0' or candidate.at at time zone p_time_zone = p_local
$$;
comment on function private.first_instant(timestamp, text) is
  'When clocks show this time; where they do twice, as they are put back, the first of both, while Postgres takes the second.';
grant execute on function private.first_instant(timestamp, text) to authenticated, service_role;

create function private.begin_team_zones() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.team_zones (team_id, time_zone) values (new.id, new.time_zone);
  return null;
end
$$;
comment on function private.begin_team_zones() is 'Definer, because nobody else writes zones.';
create trigger begin_team_zones after insert on public.teams
  for each row execute function private.begin_team_zones();

create function private.adopt_zone() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Nobody rolls up meanwhile.
  perform 1 from private.rollup_state where team_id = new.id for update;
  if not exists (select from public.model_performance_metrics as call where call.team_id = new.id)
    and not exists (select from private.call_rollups as rollup where rollup.team_id = new.id)
  then
    update private.team_zones set time_zone = new.time_zone where team_id = new.id and counts_until = 'infinity';
  else
    update private.rollup_state set rebuild_wanted = true where team_id = new.id;
  end if;
  return null;
end
$$;
comment on function private.adopt_zone() is
  'A team is counted anew in another zone; without calls it has nothing to count. Definer, because nobody else writes zones.';
create trigger adopt_zone after update of time_zone on public.teams
  for each row when (old.time_zone is distinct from new.time_zone)
  execute function private.adopt_zone();
