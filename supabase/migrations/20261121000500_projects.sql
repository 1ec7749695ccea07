create table public.projects (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null check (length(btrim(name)) between 1 and 200),
  created_at timestamptz not null default now(),
  primary key (team_id, id),
  unique (team_id, name)
);
comment on table public.projects is 'What calls and runs of a team can be grouped under.';

alter table public.projects enable row level security;
create policy "members see the projects of their teams" on public.projects for select to authenticated
  using (team_id = any (array(select private.my_team_ids())));
create policy "leads make projects" on public.projects for insert to authenticated
  with check (team_id = any (array(select private.my_led_team_ids())));
create policy "leads rename projects" on public.projects for update to authenticated
  using (team_id = any (array(select private.my_led_team_ids())))
  with check (team_id = any (array(select private.my_led_team_ids())));
create policy "leads delete projects" on public.projects for delete to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select, insert, update, delete on public.projects to authenticated, service_role;
