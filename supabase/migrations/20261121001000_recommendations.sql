create table public.recommendations (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null,
  created_at timestamptz not null default now(),
  user_id uuid,
  conversation_id text,
  message_id uuid,
  task_type text not null check (
    task_type in (
      'general_chat', 'coding', 'analysis', 'reasoning', 'creative', 'file_processing', 'function_calling', 'other'
    )
  ),
  task_complexity text not null check (task_complexity in ('simple', 'medium', 'complex')),
  priority text not null check (priority in ('speed', 'quality', 'cost', 'balanced')),
  chosen_by text not null check (chosen_by in ('user', 'rules', 'evidence')),
  provider text not null,
  model text not null,
  confidence real check (confidence between 0 and 100),
  probability real check (probability between 0 and 1),
  predicted_success real check (predicted_success between 0 and 1),
  predicted_satisfaction real check (predicted_satisfaction between 0 and 1),
  reason text not null,
  candidates jsonb not null default '[]',
  primary key (team_id, id)
);
comment on table public.recommendations is
  'Every decision of the recommender with what it predicted, so that it can be graded. '
  'probability is the chance with which the policy chose this arm; 1 for a choice without randomness.';
create index recommendations_time on public.recommendations (team_id, created_at);
create index recommendations_message on public.recommendations (team_id, message_id) where message_id is not null;

alter table public.recommendations enable row level security;
create policy "people see decisions made for them, leads their team's" on public.recommendations
  for select to authenticated
  using (
    team_id = any (array(select private.my_led_team_ids()))
    or (user_id = (select auth.uid()) and team_id = any (array(select private.my_team_ids())))
  );
grant select on public.recommendations to authenticated;
grant select, insert, update, delete on public.recommendations to service_role;
