create function public.record_events(events jsonb) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  written jsonb := '{}';
  rows_written int;
  broken_rule text;
  too_late text;
  departed uuid[];
begin
  -- Before all other locks, as who deletes an account has the person first.
  departed := private.departed_people(events);
  if departed <> '{}' then
    events := private.without_people(events, departed);
  end if;

  -- The least that a team keeps is a day, so younger calls are safe from retention.
  if exists (
    select
    from jsonb_array_elements(events) as event
    where event ->> 'kind' = 'call' and (event ->> 'timestamp')::timestamptz < now() - interval '20 hours'
  ) then
    -- Retention removes nothing until these are written or refused. Before the locks that it takes later.
    perform pg_advisory_xact_lock_shared(hashtextextended('augury late calls', 0));
    too_late := private.late_call(events);
    if too_late is not null then
      raise exception '%', too_late using errcode = 'PT422';
    end if;
  end if;

  -- The locks of note_old_rating and take_waiting_rating, in one order, so that two batches do not wait for each other.
  perform pg_advisory_xact_lock(39, message.lock)
  from (
    select distinct private.message_lock((event ->> 'message_id')::uuid) as lock
    from jsonb_array_elements(events) as event
    where event ->> 'kind' in ('call', 'feedback') and event ->> 'message_id' is not null
    order by lock
  ) as message;

  insert into public.conversations (team_id, id, user_id, title, priority, provider, model, created_at, updated_at)
  select
    new.team_id, new.id, new.user_id, new.title, new.priority, new.provider, new.model, new.created_at, new.created_at
  from private.events_of(events, 'conversation') as event
  cross join lateral jsonb_populate_record(null::public.conversations, event) as new
  order by new.team_id, new.id
  on conflict (team_id, id) do nothing;
  get diagnostics rows_written = row_count;
  written := written || jsonb_build_object('conversation', rows_written);

  insert into public.messages (
    team_id, conversation_id, id, user_id, role, content, reply_to_id, provider, model, outcome,
    recommendation_id, created_at
  )
  select
    message.team_id, message.conversation_id, message.id, message.user_id, message.role, message.content,
    message.reply_to_id, message.provider, message.model, message.outcome, message.recommendation_id,
    message.created_at
  from private.events_of(events, 'message') as event
  cross join lateral jsonb_populate_record(null::public.messages, event) as message
  -- Who deletes a conversation while it is being answered does not want the rest kept, here or in the outbox.
  join public.conversations as conversation
    on conversation.team_id = message.team_id and conversation.id = message.conversation_id
  order by message.team_id, message.conversation_id, message.id
  on conflict (team_id, conversation_id, id) do nothing;
  get diagnostics rows_written = row_count;
  written := written || jsonb_build_object('message', rows_written);

  update public.conversations as conversation
  set updated_at = latest.created_at
  from (
    select message.team_id, message.conversation_id, max(message.created_at) as created_at
    from private.events_of(events, 'message') as event
    cross join lateral jsonb_populate_record(null::public.messages, event) as message
    group by message.team_id, message.conversation_id
  ) as latest
  where conversation.team_id = latest.team_id
    and conversation.id = latest.conversation_id
    and conversation.updated_at < latest.created_at;

  insert into public.recommendations (
    team_id, id, created_at, user_id, conversation_id, message_id, task_type, task_complexity, priority, chosen_by,
    provider, model, confidence, explored, draw, probability, predicted_success, predicted_satisfaction,
    predicted_latency_ms, predicted_cost_usd, default_provider, default_model, reason, candidates
  )
  select
    team_id, id, created_at, user_id, conversation_id, message_id, task_type, task_complexity, priority, chosen_by,
    provider, model, confidence, explored, draw, probability, predicted_success, predicted_satisfaction,
    predicted_latency_ms, predicted_cost_usd, default_provider, default_model, reason, candidates
  from private.events_of(events, 'recommendation') as event
  cross join lateral jsonb_populate_record(null::public.recommendations, event)
  order by team_id, id
  on conflict (team_id, id) do nothing;
  get diagnostics rows_written = row_count;
  written := written || jsonb_build_object('recommendation', rows_written);

  insert into public.model_performance_metrics (
    team_id, "timestamp", id, user_id, external_user_id, request_id, model, response_model, provider, task_type,
    task_complexity, response_time_ms, time_to_first_token_ms, input_tokens, output_tokens, cached_input_tokens,
    cache_write_tokens, reasoning_tokens, tokens_used, usage_estimated, cost_usd, input_usd_per_mtok,
    output_usd_per_mtok, cache_read_usd_per_mtok, cache_write_usd_per_mtok, reasoning_usd_per_mtok, cached, outcome,
    error_kind, error_message, confidence_score, feature, project_id, run_id, conversation_id, message_id,
    recommendation_id, source, metadata, txid
  )
  select
    team_id, "timestamp", id, user_id, external_user_id, request_id, model, response_model, provider, task_type,
    task_complexity, response_time_ms, time_to_first_token_ms, input_tokens, output_tokens, cached_input_tokens,
    cache_write_tokens, reasoning_tokens, coalesce(tokens_used, input_tokens + output_tokens), usage_estimated,
    cost_usd, input_usd_per_mtok, output_usd_per_mtok, cache_read_usd_per_mtok, cache_write_usd_per_mtok,
    reasoning_usd_per_mtok, cached, outcome, error_kind, error_message, confidence_score, feature, project_id, run_id,
    conversation_id, message_id, recommendation_id, source, metadata, (select private.transaction_id())
  from private.events_of(events, 'call') as event
  cross join lateral jsonb_populate_record(null::public.model_performance_metrics, event)
  order by team_id, "timestamp", id
  on conflict (team_id, "timestamp", id) do nothing;
  get diagnostics rows_written = row_count;
  written := written || jsonb_build_object('call', rows_written);

  written := written || jsonb_build_object('run', private.note_runs(array(select private.events_of(events, 'run'))));

  insert into public.message_feedback (
    team_id, id, conversation_id, message_id, user_id, rating, comment, created_at
  )
  select
    feedback.team_id, feedback.id, feedback.conversation_id, feedback.message_id, feedback.user_id, feedback.rating,
    feedback.comment, feedback.created_at
  from private.events_of(events, 'feedback') as event
  cross join lateral jsonb_populate_record(null::public.message_feedback, event) as feedback
  join public.messages as message
    on message.team_id = feedback.team_id
    and message.conversation_id = feedback.conversation_id
    and message.id = feedback.message_id
    and message.user_id = feedback.user_id
    and message.role = 'assistant'
  order by feedback.message_id, feedback.created_at
  on conflict (team_id, id) do nothing;
  get diagnostics rows_written = row_count;
  written := written || jsonb_build_object('feedback', rows_written);

  insert into public.answer_signals (team_id, message_id, signal, conversation_id, user_id, created_at)
  select team_id, message_id, signal, conversation_id, user_id, created_at
  from private.signals_to_note(array(select private.events_of(events, 'signal')))
  order by team_id, message_id, signal
  on conflict (team_id, message_id, signal) do nothing;
  get diagnostics rows_written = row_count;
  written := written || jsonb_build_object('signal', rows_written);
  return written;
exception when integrity_constraint_violation or data_exception then
  -- Servers disagree on the status of these; the outbox must know a refusal from a fault.
  get stacked diagnostics broken_rule = constraint_name;
  raise exception '%', coalesce(
    -- Only a row that finds no partition breaks a check without a name, and its own text does not say when the call was.
    case when sqlstate = '23514' and broken_rule = '' then private.unkept_call(events) end,
    sqlerrm
  ) using errcode = 'PT422';
end
$$;
comment on function public.record_events(jsonb) is
  'Writes a batch of the outbox: an array of objects with kind (conversation, message, recommendation, call, run, '
  'feedback, signal) and the columns of that table. All or nothing; a row that is there already is left as it is, but a '
  'run takes in what is new of it, so a batch may be sent twice; messages, thumbs and signals of a conversation that is '
  'gone are dropped, and of somebody whose account is gone only what a team''s figures rest on is kept, without the name. '
  'Answers how many rows of each kind were new; a row that the tables refuse, or a call '
  'that retention may have removed, is PT422.';

create function private.events_of(events jsonb, wanted text) returns setof jsonb
language sql immutable parallel safe set search_path = ''
as $$
  select event
  from jsonb_array_elements(events) as event
  where event ->> 'kind' = wanted
$$;
comment on function private.events_of(jsonb, text) is 'The events of one kind.';

create function private.late_call(events jsonb) returns text
language sql stable set search_path = ''
as $$
  select format(
    'The timestamp of call %s is %s; calls of its team from before %s (UTC) were counted and removed, it may be one of them.',
    call.id, call."timestamp" at time zone 'UTC', state.calls_kept_from at time zone 'UTC'
  )
  from private.events_of(events, 'call') as event
  cross join lateral jsonb_populate_record(null::public.model_performance_metrics, event) as call
  join private.rollup_state as state on state.team_id = call.team_id and call."timestamp" < state.calls_kept_from
  order by call."timestamp", call.id
  limit 1
$$;
comment on function private.late_call(jsonb) is
  'Says of the first call from before what retention has left of its team, when it was: stored again it would count twice. '
  'Null when there is none.';

create function private.unkept_call(events jsonb) returns text
language sql stable set search_path = ''
as $$
  with week as (
    select to_date(substr(class.relname, 7), 'IYYY"w"IW') as monday
    from pg_catalog.pg_inherits as inheritance
    join pg_catalog.pg_class as class on class.oid = inheritance.inhrelid
    where inheritance.inhparent = 'public.model_performance_metrics'::regclass
  ),
  unkept as (
    select call.id, call."timestamp" at time zone 'UTC' as made_at
    from private.events_of(events, 'call') as event
    cross join lateral jsonb_populate_record(null::public.model_performance_metrics, event) as call
    where date_trunc('week', call."timestamp" at time zone 'UTC')::date in (select week.monday from week) is not true
    order by call."timestamp", call.id
    limit 1
  )
  select format(
    'The timestamp of call %s is %s; calls are kept from %s until before %s (UTC).',
    unkept.id, coalesce(unkept.made_at::text, 'missing'), week.first, week.last + 7
  )
  from unkept
  cross join (select min(week.monday) as first, max(week.monday) as last from week) as week
$$;
comment on function private.unkept_call(jsonb) is
  'Says of the first call that no partition takes, when it was and which are taken; null when there is none.';

grant execute on function
  public.record_events(jsonb),
  private.events_of(jsonb, text),
  private.late_call(jsonb),
  private.unkept_call(jsonb)
to service_role;
