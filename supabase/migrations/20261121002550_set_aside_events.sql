create table public.set_aside_events (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null,
  user_id uuid,
  kind text not null check (length(kind) between 1 and 40),
  reason text not null check (length(reason) between 1 and 2000),
  set_aside_at timestamptz not null,
  event text not null,
  primary key (team_id, id)
);
comment on table public.set_aside_events is
  'What the outbox could never store in its place: kept for 90 days or until a lead dismisses it.';
comment on column public.set_aside_events.user_id is 'Whose event it is, so that it goes with the account.';
comment on column public.set_aside_events.reason is 'Why it was refused, as the database or the tracker said it.';
comment on column public.set_aside_events.event is
  'As the outbox held it, at most a million characters. It may hold the text of a conversation: for the server alone.';
create index set_aside_events_time on public.set_aside_events (team_id, set_aside_at);
create index set_aside_events_user on public.set_aside_events (user_id) where user_id is not null;

alter table public.set_aside_events enable row level security;
create policy "leads see what of their teams was set aside" on public.set_aside_events for select to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
create policy "leads dismiss what of their teams was set aside" on public.set_aside_events for delete to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select (team_id, id, kind, reason, set_aside_at), delete on public.set_aside_events to authenticated;
grant select, insert, update, delete on public.set_aside_events to service_role;

create function public.record_set_aside(events jsonb) returns int
language plpgsql security invoker set search_path = ''
as $$
declare
  rows_written int;
begin
  insert into public.set_aside_events (team_id, id, user_id, kind, reason, set_aside_at, event)
  select team.id, seen.id, profile.user_id, seen.kind, seen.reason, seen.set_aside_at, seen.event
  from jsonb_to_recordset(events) as seen (
    team_id uuid,
    id uuid,
    user_id uuid,
    kind text,
    reason text,
    set_aside_at timestamptz,
    event text
  )
  join public.teams as team on team.id = seen.team_id
  left join public.profiles as profile on profile.user_id = seen.user_id
  on conflict (team_id, id) do nothing;
  get diagnostics rows_written = row_count;
  delete from public.set_aside_events
  where set_aside_at < now() - interval '90 days'
    and team_id in (select seen.team_id from jsonb_to_recordset(events) as seen (team_id uuid));
  return rows_written;
end
$$;
comment on function public.record_set_aside(jsonb) is
  'Keeps an array of events that could not be stored, with their reasons; how many were new. May be sent twice. '
  'Those of teams that are gone are dropped, and what is older than 90 days goes.';
grant execute on function public.record_set_aside(jsonb) to service_role;
