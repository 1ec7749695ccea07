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
  chosen_by text not null check (chosen_by in ('user', 'conversation', 'rules', 'evidence')),
  provider text not null,
  model text not null,
  confidence real check (confidence between 0 and 100),
  explored boolean not null default false,
  draw double precision check (draw >= 0 and draw < 1),
  probability double precision check (probability between 0 and 1),
  predicted_success real check (predicted_success between 0 and 1),
  predicted_satisfaction real check (predicted_satisfaction between 0 and 1),
  predicted_latency_ms real check (predicted_latency_ms >= 0),
  predicted_cost_usd double precision check (predicted_cost_usd >= 0),
  default_provider text,
  default_model text,
  reason text not null,
  candidates jsonb not null default '[]' check (jsonb_typeof(candidates) = 'array'),
  candidate_count int not null generated always as (jsonb_array_length(candidates)) stored,
  primary key (team_id, id)
);
comment on table public.recommendations is
  'Every decision of the recommender with what it predicted, so that it can be graded: a draw can be replayed from its row.';
comment on column public.recommendations.explored is 'Whether this was not the arm that the evidence put first.';
comment on column public.recommendations.draw is
  'The one uniform number that decided among the candidates in their order; null where nothing was left to chance.';
comment on column public.recommendations.probability is
  'The chance with which the policy chose this arm; 1 for a choice without randomness.';
comment on column public.recommendations.default_model is 'What the rules alone would have chosen, of default_provider.';
comment on column public.recommendations.candidate_count is
  'Kept beside candidates, which are too wide to be read by the thousand.';
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
