create table public.answer_signals (
  team_id uuid not null references public.teams (id) on delete cascade,
  message_id uuid not null,
  signal text not null check (signal in ('regenerated', 'switched', 'copied', 'abandoned', 'thanked')),
  conversation_id uuid,
  user_id uuid,
  created_at timestamptz not null default now(),
  txid bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (team_id, message_id, signal)
);
comment on table public.answer_signals is
  'What people did with an answer, which says something of it without a thumb; each at most once per answer, and only '
  'of answers that came (outcome ok or stopped): a failure says it all itself.';
comment on column public.answer_signals.signal is
  'regenerated: its user asked for another answer to the same question. '
  'switched: they chose another model by hand right after it, for the next question or for the same one. '
  'copied: they copied it, its code, or 20 characters of it at least. '
  'thanked: their next message thanks or praises. '
  'abandoned: they stopped it before its end and said nothing more in the conversation for an hour after the question.';
comment on column public.answer_signals.created_at is 'When it was done; of an abandoned answer the end of the hour.';
create index answer_signals_time on public.answer_signals (team_id, created_at);
create index answer_signals_user on public.answer_signals (user_id);

alter table public.answer_signals enable row level security;
create policy "people see what they did with answers, leads their team's" on public.answer_signals
  for select to authenticated
  using (
    team_id = any (array(select private.my_led_team_ids()))
    or (user_id = (select auth.uid()) and team_id = any (array(select private.my_team_ids())))
  );
grant select on public.answer_signals to authenticated;
grant select, insert, delete on public.answer_signals to service_role;

create function private.signals_to_note(p_signals jsonb[]) returns setof public.answer_signals
language sql stable security invoker set search_path = ''
as $$
  select
    seen.team_id, seen.message_id, seen.signal, seen.conversation_id, seen.user_id, seen.created_at,
    pg_current_xact_id()::text::bigint
  from unnest(p_signals) as signal
  cross join lateral jsonb_to_record(signal) as seen (
    team_id uuid,
    message_id uuid,
    signal text,
    conversation_id uuid,
    user_id uuid,
    provider text,
    model text,
    created_at timestamptz
  )
  join public.teams as team on team.id = seen.team_id and team.analytics_enabled
  join public.messages as answer
    on answer.team_id = seen.team_id
    and answer.conversation_id = seen.conversation_id
    and answer.id = seen.message_id
    and answer.user_id = seen.user_id
    and answer.role = 'assistant'
    and answer.outcome in ('ok', 'stopped')
  where seen.signal <> 'switched'
    or (
      (answer.provider, answer.model) is distinct from (seen.provider, seen.model)
      -- Their choice was there before: it failed at this question, and the answer came from a substitute.
      and not exists (
        select
        from public.messages as failed
        where failed.team_id = answer.team_id
          and failed.conversation_id = answer.conversation_id
          and failed.reply_to_id = answer.reply_to_id
          and failed.provider = seen.provider
          and failed.model = seen.model
          and failed.outcome in ('error', 'timeout')
      )
    )
$$;
comment on function private.signals_to_note(jsonb[]) is
  'Of an array of rows of answer_signals those that hold: of teams with analytics, of answers to this user that came. '
  'switched also has the provider and the model that were chosen, which must be others than the answer''s.';

create function private.tend_answer_signals(p_chunk int) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  noted int;
  deleted int;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('augury answer signals', 0)) then
    return jsonb_build_object('answersAbandoned', 0, 'signalsDeleted', 0, 'more', true);
  end if;
  insert into public.answer_signals (team_id, message_id, signal, conversation_id, user_id, created_at)
  select
    answer.team_id, answer.id, 'abandoned', answer.conversation_id, answer.user_id,
    answer.created_at + interval '1 hour'
  from public.messages as answer
  join public.teams as team on team.id = answer.team_id and team.analytics_enabled
  -- A week back, so that a run's work is bounded, and never further than what is deleted below.
  where answer.outcome = 'stopped'
    and answer.role = 'assistant'
    and answer.created_at <= now() - interval '1 hour'
    and answer.created_at > now() - interval '7 days'
    and answer.created_at > now() - make_interval(days => team.retention_days)
    and not exists (
      select
      from public.messages as later
      where later.team_id = answer.team_id
        and later.conversation_id = answer.conversation_id
        and later.created_at > answer.created_at
        and later.created_at <= answer.created_at + interval '1 hour'
    )
    and not exists (
      select
      from public.answer_signals as known
      where known.team_id = answer.team_id and known.message_id = answer.id and known.signal = 'abandoned'
    )
  limit p_chunk
  on conflict (team_id, message_id, signal) do nothing;
  get diagnostics noted = row_count;
  delete from public.answer_signals as outdated
  using (
    select old.team_id, old.message_id, old.signal
    from public.teams as team
    join public.answer_signals as old on old.team_id = team.id
    where old.created_at < now() - make_interval(days => team.retention_days)
    limit p_chunk
  ) as chunk
  where outdated.team_id = chunk.team_id and outdated.message_id = chunk.message_id and outdated.signal = chunk.signal;
  get diagnostics deleted = row_count;
  return jsonb_build_object(
    'answersAbandoned', noted,
    'signalsDeleted', deleted,
    'more', noted >= p_chunk or deleted >= p_chunk
  );
end
$$;
comment on function private.tend_answer_signals(int) is
  'Notes up to a chunk of abandoned answers of the last seven days, then deletes up to a chunk of signals that are older '
  'than their team keeps calls.';

create function public.tend_answer_signals() returns jsonb
language sql security invoker set search_path = ''
as $$ select private.tend_answer_signals(5000) $$;
comment on function public.tend_answer_signals() is
  'One chunk of what time does to signals; call again while "more" is true. Run by the app, or by a scheduler where there is one.';

grant execute on function
  private.signals_to_note(jsonb[]),
  private.tend_answer_signals(int),
  public.tend_answer_signals()
to service_role;
