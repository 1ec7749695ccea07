create table public.model_changes (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  provider text not null check (length(provider) between 1 and 100),
  model text not null check (length(model) between 1 and 200),
  task_type text check (
    task_type in (
      'general_chat', 'coding', 'analysis', 'reasoning', 'creative', 'file_processing', 'function_calling', 'other'
    )
  ),
  direction text not null check (direction in ('drop', 'recovery')),
  changed_at timestamptz not null,
  found_at timestamptz not null default clock_timestamp(),
  success_before real not null check (success_before between 0 and 1),
  success_after real not null check (success_after between 0 and 1),
  calls_after int not null check (calls_after > 0),
  txid bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (team_id, id),
  unique nulls not distinct (team_id, provider, model, task_type, changed_at)
);
comment on table public.model_changes is
  'A model that began to succeed less, or again more, than it used to: what the recommender then weighs anew.';
comment on column public.model_changes.task_type is 'Null means on all tasks.';
comment on column public.model_changes.changed_at is 'The time of the first call after the change, in whole milliseconds.';
comment on column public.model_changes.found_at is
  'When it was written here: whoever has read the evidence before cannot have known of it.';
comment on column public.model_changes.calls_after is 'The calls since the change that it was found by.';
create index model_changes_time on public.model_changes (team_id, changed_at);

alter table public.model_changes enable row level security;
create policy "leads see how models changed" on public.model_changes for select to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select on public.model_changes to authenticated;
grant select, insert, delete on public.model_changes to service_role;

create function public.record_model_changes(p_team_id uuid, p_changes jsonb) returns int
language plpgsql security invoker set search_path = ''
as $$
declare
  rows_written int;
begin
  -- Two instances that find a change at the same moment take turns; the second sees what the first has written.
  perform pg_advisory_xact_lock(hashtextextended('model changes ' || p_team_id, 0));
  insert into public.model_changes (
    team_id, provider, model, task_type, direction, changed_at, success_before, success_after, calls_after
  )
  select
    p_team_id, found.provider, found.model, found.task_type, found.direction, found.changed_at,
    found.success_before, found.success_after, found.calls_after
  from jsonb_populate_recordset(null::public.model_changes, p_changes) as found
  where not exists (
    select from public.model_changes as known
    where known.team_id = p_team_id
      and known.provider = found.provider
      and known.model = found.model
      and (known.task_type is null or known.task_type = found.task_type)
      and (
        found.changed_at <= known.changed_at
        or (found.changed_at <= known.found_at and found.direction = known.direction)
      )
  )
  on conflict (team_id, provider, model, task_type, changed_at) do nothing;
  get diagnostics rows_written = row_count;
  return rows_written;
end
$$;
comment on function public.record_model_changes(uuid, jsonb) is
  'Writes the changes that an instance found in the evidence, an array of objects with the columns of model_changes, and '
  'answers how many were new. Another instance may have found the same by other calls, and put it at another of them: '
  'what began before a change known of that model (on all tasks, or this one) is told by it, and so is what began '
  'before that change was found and goes the same way. Server only.';
grant execute on function public.record_model_changes(uuid, jsonb) to service_role;
