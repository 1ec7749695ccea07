create table public.messages (
  team_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('user', 'assistant')),
  content text not null,
  reply_to_id uuid,
  provider text,
  model text,
  outcome text check (outcome in ('ok', 'error', 'timeout', 'stopped')),
  recommendation_id uuid,
  rating smallint not null default 0 check (rating in (-1, 0, 1)),
  created_at timestamptz not null default now(),
  primary key (team_id, conversation_id, id),
  -- The user is part of the key, so that nobody can write into another's conversation.
  foreign key (team_id, conversation_id, user_id)
    references public.conversations (team_id, id, user_id) on delete cascade
);
comment on table public.messages is
  'What was said. A regenerated answer is one more row with the same reply_to_id; the latest is shown. '
  'rating is the latest thumb, its history is message_feedback.';
create index messages_user on public.messages (team_id, user_id);
create index messages_stopped on public.messages (created_at) where outcome = 'stopped';

alter table public.messages enable row level security;
create policy "people see their messages, leads when the team allows" on public.messages for select to authenticated
  using (
    user_id = (select auth.uid())
    or team_id = any (array(select private.my_readable_team_ids()))
  );
grant select on public.messages to authenticated;
grant select, insert, update, delete on public.messages to service_role;
