create function private.is_time_zone(name text) returns boolean
language plpgsql stable parallel safe set search_path = ''
as $$
begin
  perform pg_catalog.now() at time zone name;
  return true;
exception when invalid_parameter_value then
  return false;
end
$$;
comment on function private.is_time_zone(text) is 'Whether the database knows the zone; pg_timezone_names would read files for every check.';

create table public.teams (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(btrim(name)) between 1 and 100),
  time_zone text not null default 'UTC' check (private.is_time_zone(time_zone)),
  retention_days int not null default 90 check (retention_days between 1 and 90),
  time_series_days int not null default 30 check (time_series_days between 1 and 365),
  analytics_enabled boolean not null default true,
  leads_see_text boolean not null default false,
  keeps_trace_text boolean not null default false,
  explore_min double precision not null default 0.01 check (explore_min >= 0),
  explore_max double precision not null default 1 check (explore_max <= 1),
  quality_floor double precision not null default 0 check (quality_floor between 0 and 1),
  is_demo boolean not null default false,
  created_at timestamptz not null default now(),
  check (explore_min <= explore_max)
);
comment on table public.teams is 'The tenant and its settings.';
comment on column public.teams.retention_days is 'Days that calls are kept; the installation keeps 90 at most.';
comment on column public.teams.leads_see_text is 'Whether leads may read the conversations of members; members are told.';
comment on column public.teams.keeps_trace_text is
  'Whether prompts and answers in OpenTelemetry spans are kept in the metadata of their calls; members are told.';
comment on column public.teams.explore_min is 'Share 0–1 of messages that at least go to other models than the best one, to learn.';
comment on column public.teams.explore_max is 'Share 0–1 of messages that at most do; 0 means never.';
comment on column public.teams.quality_floor is
  'Probability 0–1: a model that is expected to succeed less often is not used while another is above.';

create table public.team_members (
  team_id uuid not null references public.teams (id) on delete cascade,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  role text not null check (role in ('lead', 'member')),
  joined_at timestamptz not null default now(),
  primary key (team_id, user_id)
);
comment on table public.team_members is 'Who belongs to which team, and whether they may see all of its analytics.';
create index team_members_user on public.team_members (user_id, team_id);

create function private.my_team_ids() returns setof uuid
-- Policies ask it for each table of a statement: plpgsql keeps its plan, where sql would make it anew each time.
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query select team_id from public.team_members where user_id = (select auth.uid());
end
$$;
comment on function private.my_team_ids() is
  'The caller''s teams. Definer, because the policy of team_members would call itself otherwise.';

create function private.my_led_team_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query select team_id from public.team_members where user_id = (select auth.uid()) and role = 'lead';
end
$$;
comment on function private.my_led_team_ids() is 'The teams the caller leads. Definer for the same reason as my_team_ids.';

create function private.my_teammate_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select mate.user_id
  from public.team_members as mate
  where mate.team_id in (select private.my_team_ids())
$$;
comment on function private.my_teammate_ids() is 'Everybody in the caller''s teams. Definer for the same reason as my_team_ids.';

grant execute on function
  private.is_time_zone(text),
  private.my_team_ids(),
  private.my_led_team_ids(),
  private.my_teammate_ids()
to authenticated, service_role;

alter table public.teams enable row level security;
alter table public.team_members enable row level security;

create policy "members see their teams" on public.teams for select to authenticated
  using (id = any (array(select private.my_team_ids())));
create policy "leads change the settings of their teams" on public.teams for update to authenticated
  using (id = any (array(select private.my_led_team_ids())))
  with check (id = any (array(select private.my_led_team_ids())));

create policy "members see who is in their teams" on public.team_members for select to authenticated
  using (team_id = any (array(select private.my_team_ids())));
create policy "leads change roles" on public.team_members for update to authenticated
  using (team_id = any (array(select private.my_led_team_ids())))
  with check (team_id = any (array(select private.my_led_team_ids())));
create policy "members leave and leads remove" on public.team_members for delete to authenticated
  using (user_id = (select auth.uid()) or team_id = any (array(select private.my_led_team_ids())));

create policy "members see the profiles of their teams" on public.profiles for select to authenticated
  using (user_id = (select auth.uid()) or user_id = any (array(select private.my_teammate_ids())));
create policy "people change their own profile" on public.profiles for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

grant select on public.teams, public.team_members to authenticated;
grant update (
  name, time_zone, retention_days, time_series_days, analytics_enabled, leads_see_text, keeps_trace_text, explore_min,
  explore_max, quality_floor
) on public.teams to authenticated;
grant update (role), delete on public.team_members to authenticated;
grant select, insert, update, delete on public.teams, public.team_members to service_role;

create function private.guard_last_lead() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Two leads who leave at the same moment wait for each other here.
  perform 1 from public.teams where id = old.team_id for no key update;
  if not found then
    return old;
  end if;
  if old.role = 'lead'
    and (tg_op = 'DELETE' or new.role <> 'lead')
    and not exists (
      select from public.team_members
      where team_id = old.team_id and role = 'lead' and user_id <> old.user_id
    )
  then
    -- An account that an administrator has deleted is gone already: the team passes to who has been in it longest.
    if tg_op = 'DELETE' and not exists (select from public.profiles where user_id = old.user_id) then
      update public.team_members set role = 'lead'
      where team_id = old.team_id
        and user_id = (
          select heir.user_id
          from public.team_members as heir
          where heir.team_id = old.team_id and heir.user_id <> old.user_id
          order by heir.joined_at, heir.user_id
          limit 1
        );
      return old;
    end if;
    raise exception 'The last lead cannot go: make somebody else a lead first.' using errcode = 'PT409';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
comment on function private.guard_last_lead() is
  'A team with members always has a lead. Definer, because it must see leads whatever the caller may see.';
create trigger guard_last_lead before delete or update of role on public.team_members
  for each row execute function private.guard_last_lead();

create function private.create_team(p_name text, p_time_zone text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  created uuid;
begin
  -- A session outlives its account by up to an hour.
  if not exists (select from public.profiles where user_id = (select auth.uid())) then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  if not private.is_time_zone(p_time_zone) then
    raise exception 'time_zone: unknown time zone' using errcode = 'PT400';
  end if;
  if length(btrim(p_name)) not between 1 and 100 then
    raise exception 'name: between 1 and 100 characters' using errcode = 'PT400';
  end if;
  insert into public.teams (name, time_zone) values (btrim(p_name), p_time_zone) returning id into created;
  insert into public.team_members (team_id, user_id, role) values (created, (select auth.uid()), 'lead');
  return jsonb_build_object('team_id', created);
end
$$;
comment on function private.create_team(text, text) is 'Definer, because the first lead of a team cannot be let in by a lead.';

create function public.create_team(p_name text, p_time_zone text) returns jsonb
language sql security invoker set search_path = ''
as $$ select private.create_team(p_name, p_time_zone) $$;
comment on function public.create_team(text, text) is 'Makes a team and its first lead, the caller.';

create function public.get_my_teams() returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'team_id', team.id,
        'name', team.name,
        'role', me.role,
        'time_zone', team.time_zone,
        'is_demo', team.is_demo,
        'analytics_enabled', team.analytics_enabled,
        'leads_see_text', team.leads_see_text,
        'keeps_trace_text', team.keeps_trace_text,
        'retention_days', team.retention_days,
        'explore_min', team.explore_min,
        'explore_max', team.explore_max,
        'quality_floor', team.quality_floor
      )
      order by me.joined_at desc, team.id
    ),
    '[]'
  )
  from public.team_members as me
  join public.teams as team on team.id = me.team_id
  where me.user_id = private.user_id()
$$;
comment on function public.get_my_teams() is 'The caller''s teams with role and settings, the one joined last first.';

grant execute on function private.create_team(text, text), public.create_team(text, text), public.get_my_teams()
  to authenticated;

create function private.handle_new_user() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  called text := left(
    coalesce(nullif(btrim(new.raw_user_meta_data ->> 'display_name'), ''), split_part(new.email, '@', 1)), 100);
  zone text := coalesce(new.raw_user_meta_data ->> 'time_zone', 'UTC');
  own_team uuid;
begin
  insert into public.profiles (user_id, email, display_name) values (new.id, new.email, called);
  insert into public.teams (name, time_zone)
  values (left(called, 90) || '''s team', case when private.is_time_zone(zone) then zone else 'UTC' end)
  returning id into own_team;
  insert into public.team_members (team_id, user_id, role) values (own_team, new.id, 'lead');
  return new;
end
$$;
comment on function private.handle_new_user() is
  'A signed-up user gets a profile and a team of their own. Definer, because the auth server inserts the user.';
create trigger augury_new_user after insert on auth.users
  for each row execute function private.handle_new_user();

create function private.handle_changed_email() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.profiles set email = new.email where user_id = new.id;
  return new;
end
$$;
comment on function private.handle_changed_email() is 'Keeps the profile''s e-mail. Definer, because the auth server changes it.';
create trigger augury_changed_email after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function private.handle_changed_email();
