create table public.conversations (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  title text not null check (length(title) between 1 and 200),
  priority text not null default 'balanced' check (priority in ('speed', 'quality', 'cost', 'balanced')),
  provider text,
  model text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (team_id, id),
  unique (team_id, id, user_id),
  check ((provider is null) = (model is null))
);
comment on table public.conversations is 'Chats. Provider and model are the user''s own choice; null lets the recommender choose.';
create index conversations_user on public.conversations (user_id, team_id, updated_at desc);

create function private.my_readable_team_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select member.team_id
  from public.team_members as member
  join public.teams as team on team.id = member.team_id
  where member.user_id = (select auth.uid()) and member.role = 'lead' and team.leads_see_text
$$;
comment on function private.my_readable_team_ids() is
  'Teams whose conversations the caller may read as a lead. Definer for the same reason as my_team_ids.';
grant execute on function private.my_readable_team_ids() to authenticated, service_role;

alter table public.conversations enable row level security;
create policy "people see their conversations, leads when the team allows" on public.conversations
  for select to authenticated
  using (
    user_id = (select auth.uid())
    or team_id = any (array(select private.my_readable_team_ids()))
  );
create policy "people change their conversations" on public.conversations for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
create policy "people delete their conversations" on public.conversations for delete to authenticated
  using (user_id = (select auth.uid()));
grant select, update (title, priority, provider, model), delete on public.conversations to authenticated;
grant select, insert, update, delete on public.conversations to service_role;
