create table public.model_performance_metrics (
  team_id uuid not null references public.teams (id) on delete cascade,
  "timestamp" timestamptz not null,
  id uuid not null,
  user_id uuid,
  external_user_id text,
  request_id uuid,
  model text not null check (length(model) between 1 and 200),
  response_model text,
  provider text not null check (length(provider) between 1 and 100),
  task_type text not null default 'other' check (
    task_type in (
      'general_chat', 'coding', 'analysis', 'reasoning', 'creative', 'file_processing', 'function_calling', 'other'
    )
  ),
  task_complexity text not null default 'medium' check (task_complexity in ('simple', 'medium', 'complex')),
  response_time_ms int check (response_time_ms >= 0),
  time_to_first_token_ms int check (time_to_first_token_ms >= 0),
  input_tokens int check (input_tokens >= 0),
  output_tokens int check (output_tokens >= 0),
  cached_input_tokens int check (cached_input_tokens >= 0),
  cache_write_tokens int check (cache_write_tokens >= 0),
  reasoning_tokens int check (reasoning_tokens >= 0),
  tokens_used int check (tokens_used >= 0),
  usage_estimated boolean not null default false,
  cost_usd numeric(20, 12) check (cost_usd >= 0),
  input_usd_per_mtok numeric check (input_usd_per_mtok >= 0),
  output_usd_per_mtok numeric check (output_usd_per_mtok >= 0),
  cache_read_usd_per_mtok numeric check (cache_read_usd_per_mtok >= 0),
  cache_write_usd_per_mtok numeric check (cache_write_usd_per_mtok >= 0),
  reasoning_usd_per_mtok numeric check (reasoning_usd_per_mtok >= 0),
  cached boolean not null default false,
  outcome text not null check (outcome in ('ok', 'error', 'timeout', 'stopped')),
  success boolean generated always as (
    case outcome when 'ok' then true when 'error' then false when 'timeout' then false end
  ) stored,
  error_kind text,
  error_message text,
  user_rating smallint not null default 0 check (user_rating in (-1, 0, 1)),
  confidence_score real check (confidence_score between 0 and 1),
  feature text not null default 'chat' check (length(feature) between 1 and 100),
  project_id uuid,
  run_id uuid,
  conversation_id text,
  message_id uuid,
  recommendation_id uuid,
  source text not null default 'chat' check (source in ('chat', 'api', 'otlp', 'import', 'demo')),
  metadata jsonb not null default '{}',
  txid bigint not null default private.transaction_id(),
  primary key (team_id, "timestamp", id)
) partition by range ("timestamp");
comment on table public.model_performance_metrics is
  'One row per call: one attempt that a provider saw. Append-only but for user_rating, which shows the latest thumb. '
  'Team, timestamp and id are made by the writer, so that a retry writes nothing twice.';
comment on column public.model_performance_metrics.response_model is
  'The model that answered, where it has another name than the one that was asked for.';
comment on column public.model_performance_metrics.input_tokens is 'All input tokens, those read from a cache included.';
comment on column public.model_performance_metrics.output_tokens is 'All output tokens, reasoning included.';
comment on column public.model_performance_metrics.user_rating is '−1, 0 or 1; 0 means not rated and never counts as negative.';
comment on column public.model_performance_metrics.cost_usd is 'Null means unpriced, never free.';
comment on column public.model_performance_metrics.reasoning_usd_per_mtok is 'Null means as other output.';
comment on column public.model_performance_metrics.txid is 'The inserting transaction, for exact rollups.';

-- Without the time, by which weeks are chosen already: equal keys of a week are then stored once, in a tenth of the room.
create index model_performance_metrics_txid on public.model_performance_metrics (team_id, txid);
-- One for whatever few values tell: equal keys being one, all of a team's are read in a moment, whichever are asked for.
create index model_performance_metrics_kind on public.model_performance_metrics
  (team_id, feature, provider, model, task_type, project_id);
create index model_performance_metrics_user on public.model_performance_metrics (user_id, team_id)
  where user_id is not null;
create index model_performance_metrics_external_user on public.model_performance_metrics (team_id, external_user_id)
  where external_user_id is not null;
-- With the time: what went wrong is read newest first, and is a small part of the calls.
create index model_performance_metrics_not_ok on public.model_performance_metrics (team_id, "timestamp", id)
  where outcome <> 'ok';
create index model_performance_metrics_message on public.model_performance_metrics (message_id)
  where message_id is not null;
create index model_performance_metrics_conversation on public.model_performance_metrics (conversation_id)
  where conversation_id is not null;
create index model_performance_metrics_run on public.model_performance_metrics (run_id)
  where run_id is not null;

alter table public.model_performance_metrics enable row level security;
create policy "people see their calls, leads their team's" on public.model_performance_metrics
  for select to authenticated
  using (
    team_id = any (array(select private.my_led_team_ids()))
    or (user_id = (select auth.uid()) and team_id = any (array(select private.my_team_ids())))
  );
grant select on public.model_performance_metrics to authenticated;
grant select, insert, update, delete on public.model_performance_metrics to service_role;

create function private.ensure_call_partitions(p_from timestamptz, p_to timestamptz) returns int
-- Who waits for an exclusive lock holds up everybody who comes after: rather later than long.
language plpgsql security definer set search_path = '' set lock_timeout = '2s'
as $$
declare
  week timestamptz := date_trunc('week', p_from, 'UTC');
  part text;
  made int := 0;
begin
  -- Two at once would make the same.
  perform pg_advisory_xact_lock(hashtextextended('augury partitions', 0));
  while week <= p_to loop
    part := 'calls_' || to_char(week at time zone 'UTC', 'IYYY"w"IW');
    if to_regclass('private.' || part) is null then
      execute format(
        'create table private.%I partition of public.model_performance_metrics for values from (%L) to (%L)',
        part, week, week + interval '7 days'
      );
      -- Policies hold only through the parent: a partition that is reached directly must show nothing.
      execute format('alter table private.%I enable row level security', part);
      execute format('revoke all on private.%I from anon, authenticated, service_role', part);
      made := made + 1;
    end if;
    week := week + interval '7 days';
  end loop;
  return made;
end
$$;
comment on function private.ensure_call_partitions(timestamptz, timestamptz) is
  'Makes the missing weekly partitions (Monday 00:00 UTC) between two instants. Definer, because only the owner may.';

create function public.ensure_call_partitions() returns int
language sql security invoker set search_path = ''
as $$ select private.ensure_call_partitions(now() - interval '92 days', now() + interval '35 days') $$;
comment on function public.ensure_call_partitions() is
  'Makes partitions ahead of need; how many were made. For the app''s maintenance and schedulers.';
grant execute on function
  private.ensure_call_partitions(timestamptz, timestamptz),
  public.ensure_call_partitions()
to service_role;

select private.ensure_call_partitions(now() - interval '92 days', now() + interval '35 days');
