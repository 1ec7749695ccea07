create table public.runs (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null,
  project_id uuid,
  mode text check (length(mode) between 1 and 100),
  status text not null check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  qa_status text not null default 'not_run' check (qa_status in ('not_run', 'passed', 'warning', 'failed', 'error')),
  started_at timestamptz not null,
  finished_at timestamptz check (finished_at >= started_at),
  source text not null check (source in ('api', 'otlp', 'import', 'demo')),
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  primary key (team_id, id),
  foreign key (team_id, project_id) references public.projects (team_id, id) on delete set null (project_id)
);
comment on table public.runs is
  'Pieces of work that make several calls: a trace, or what an orchestrator reports. Calls name their run; a run may '
  'come before or after its calls.';
comment on column public.runs.mode is 'How it was run, in the words of whoever runs it: 2loop, 3loop, or any other.';
comment on column public.runs.qa_status is 'How its result was checked; not_run means that nobody did.';
create index runs_time on public.runs (team_id, started_at);
create index runs_project on public.runs (team_id, project_id, started_at);

alter table public.runs enable row level security;
create policy "leads see the runs of their teams" on public.runs for select to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select on public.runs to authenticated;
grant select, insert, update, delete on public.runs to service_role;

create function private.note_runs(p_runs jsonb) returns int
language plpgsql security invoker set search_path = ''
as $$
declare
  statuses constant text[] := array['queued', 'running', 'completed', 'failed', 'cancelled'];
  part record;
  noted int := 0;
begin
  for part in
    select run.*, project.id as known_project_id
    from jsonb_populate_recordset(null::public.runs, p_runs) as run
    left join public.projects as project on project.team_id = run.team_id and project.id = run.project_id
    -- In one order, so that two batches do not wait for each other.
    order by run.team_id, run.id, run.started_at
  loop
    insert into public.runs as run (
      team_id, id, project_id, mode, status, qa_status, started_at, finished_at, source, metadata
    )
    values (
      part.team_id, part.id, part.known_project_id, part.mode, part.status, part.qa_status, part.started_at,
      part.finished_at, part.source, part.metadata
    )
    on conflict (team_id, id) do update set
      project_id = coalesce(run.project_id, excluded.project_id),
      mode = coalesce(run.mode, excluded.mode),
      status = statuses[greatest(array_position(statuses, run.status), array_position(statuses, excluded.status))],
      qa_status = case run.qa_status when 'not_run' then excluded.qa_status else run.qa_status end,
      started_at = least(run.started_at, excluded.started_at),
      finished_at = greatest(run.finished_at, excluded.finished_at),
      metadata = excluded.metadata || run.metadata
    -- What comes a second time makes no dead row.
    where (
      coalesce(run.project_id, excluded.project_id), coalesce(run.mode, excluded.mode),
      array_position(statuses, run.status) < array_position(statuses, excluded.status),
      run.qa_status = 'not_run' and excluded.qa_status <> 'not_run',
      least(run.started_at, excluded.started_at), greatest(run.finished_at, excluded.finished_at),
      excluded.metadata || run.metadata
    ) is distinct from (
      run.project_id, run.mode, false, false, run.started_at, run.finished_at, run.metadata
    );
    if found then
      noted := noted + 1;
    end if;
  end loop;
  return noted;
end
$$;
comment on function private.note_runs(jsonb) is
  'Writes runs, or adds what is said of them to what is known: they begin with the earliest and end with the latest '
  'report, the status goes forward only, and what was said first stays. In any order and however often the outcome is '
  'the same, but for reports that contradict each other. A project that is not the team''s is left out. Answers how '
  'many rows were new or changed.';
grant execute on function private.note_runs(jsonb) to service_role;
