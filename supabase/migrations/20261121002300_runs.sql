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

create function private.run_progress(status text) returns int
language sql immutable parallel safe set search_path = ''
as $$ select array_position(array['queued', 'running', 'completed', 'failed', 'cancelled'], status) $$;
comment on function private.run_progress(text) is 'How far a status of a run is: a run goes on to higher ones only.';

create function private.note_runs(p_runs jsonb[]) returns int
language sql security invoker set search_path = ''
as $$
  with part as materialized (
    select run.*
    from unnest(p_runs) as report
    cross join lateral jsonb_populate_record(null::public.runs, report) as run
  ),
  said as (
    select part.team_id, part.id, jsonb_object_agg(entry.key, entry.value order by part.started_at desc) as metadata
    from part
    cross join lateral jsonb_each(part.metadata) as entry
    group by part.team_id, part.id
  ),
  report as (
    select
      part.team_id,
      part.id,
      (array_agg(project.id order by part.started_at) filter (where project.id is not null))[1] as project_id,
      (array_agg(part.mode order by part.started_at) filter (where part.mode is not null))[1] as mode,
      (array_agg(part.status order by private.run_progress(part.status) desc))[1] as status,
      (array_agg(part.qa_status order by part.qa_status = 'not_run', part.started_at))[1] as qa_status,
      min(part.started_at) as started_at,
      max(part.finished_at) as finished_at,
      min(part.source) as source
    from part
    left join public.projects as project on project.team_id = part.team_id and project.id = part.project_id
    group by part.team_id, part.id
  ),
  noted as (
    insert into public.runs as run (
      team_id, id, project_id, mode, status, qa_status, started_at, finished_at, source, metadata
    )
    select
      report.team_id, report.id, report.project_id, report.mode, report.status, report.qa_status, report.started_at,
      report.finished_at, report.source, coalesce(said.metadata, '{}')
    from report
    left join said on said.team_id = report.team_id and said.id = report.id
    -- In one order, so that two batches do not wait for each other.
    order by report.team_id, report.id
    on conflict (team_id, id) do update set
      project_id = coalesce(run.project_id, excluded.project_id),
      mode = coalesce(run.mode, excluded.mode),
      status = case
        when private.run_progress(excluded.status) > private.run_progress(run.status) then excluded.status
        else run.status
      end,
      qa_status = case run.qa_status when 'not_run' then excluded.qa_status else run.qa_status end,
      started_at = least(run.started_at, excluded.started_at),
      finished_at = greatest(run.finished_at, excluded.finished_at),
      metadata = excluded.metadata || run.metadata
    -- What comes a second time makes no dead row.
    where run.project_id is null and excluded.project_id is not null
      or run.mode is null and excluded.mode is not null
      or private.run_progress(excluded.status) > private.run_progress(run.status)
      or run.qa_status = 'not_run' and excluded.qa_status <> 'not_run'
      or excluded.started_at < run.started_at
      or excluded.finished_at > coalesce(run.finished_at, '-infinity')
      or not run.metadata ?& array(select jsonb_object_keys(excluded.metadata))
    returning 1
  )
  select count(*)::int from noted
$$;
comment on function private.note_runs(jsonb[]) is
  'Writes runs, or adds what is said of them to what is known: they begin with the earliest and end with the latest '
  'report, the status goes forward only, and what was said first stays. In any order and however often the outcome is '
  'the same, but for reports that contradict each other. A project that is not the team''s is left out. Answers how '
  'many rows were new or changed.';
grant execute on function private.run_progress(text), private.note_runs(jsonb[]) to service_role;
