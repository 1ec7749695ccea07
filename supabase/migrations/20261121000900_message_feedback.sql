create table public.message_feedback (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  conversation_id uuid not null,
  message_id uuid not null,
  user_id uuid,
  old_rating smallint not null default 0 check (old_rating in (-1, 0, 1)),
  rating smallint not null check (rating in (-1, 0, 1)),
  comment text check (length(comment) <= 2000),
  created_at timestamptz not null default clock_timestamp(),
  txid bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (team_id, id)
);
comment on table public.message_feedback is
  'Every thumb as an event: what the rating was and what it became, so that a changed mind is a difference. '
  'It may be written before its call. old_rating is set by a trigger, whatever the writer says.';
create index message_feedback_message on public.message_feedback (team_id, message_id, created_at);
create index message_feedback_user on public.message_feedback (user_id);

alter table public.message_feedback enable row level security;
create policy "people see their thumbs, leads their team's" on public.message_feedback for select to authenticated
  using (
    team_id = any (array(select private.my_led_team_ids()))
    or (user_id = (select auth.uid()) and team_id = any (array(select private.my_team_ids())))
  );
create policy "people rate answers to themselves" on public.message_feedback for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and team_id = any (array(select private.my_team_ids()))
    and exists (
      select from public.messages as message
      where message.team_id = message_feedback.team_id
        and message.conversation_id = message_feedback.conversation_id
        and message.id = message_feedback.message_id
        and message.user_id = (select auth.uid())
        and message.role = 'assistant'
    )
  );
grant select on public.message_feedback to authenticated;
grant insert (team_id, id, conversation_id, message_id, user_id, rating, comment)
  on public.message_feedback to authenticated;
grant select, insert, delete on public.message_feedback to service_role;

create function private.message_lock(p_message_id uuid) returns int
language sql immutable parallel safe set search_path = ''
as $$ select (hashtextextended(p_message_id::text, 0) & 1023)::int $$;
comment on function private.message_lock(uuid) is
  'The lock that a message shares with others: a lock for each would fill the server''s lock table in one large import.';
grant execute on function private.message_lock(uuid) to service_role;

create function private.lock_message(p_message_id uuid) returns void
language sql volatile set search_path = ''
as $$ select pg_advisory_xact_lock(39, private.message_lock(p_message_id)) $$;
comment on function private.lock_message(uuid) is
  'A thumb and the arrival of its call take turns: whichever comes second sees the first.';

create function private.note_old_rating() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  latest public.message_feedback;
begin
  perform private.lock_message(new.message_id);
  select * into latest
  from public.message_feedback as earlier
  where earlier.team_id = new.team_id and earlier.message_id = new.message_id
  order by earlier.created_at desc
  limit 1;
  new.old_rating := case
    when latest.created_at > new.created_at then new.rating
    else coalesce(latest.rating, 0)
  end;
  return new;
end
$$;
comment on function private.note_old_rating() is
  'The differences of a message add up to its latest rating: a thumb that arrives after a later one differs by nothing. '
  'Definer, because the difference must be true whoever writes.';
create trigger note_old_rating before insert on public.message_feedback
  for each row execute function private.note_old_rating();

create function private.apply_rating() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.rating = new.old_rating then
    return null;
  end if;
  update public.messages set rating = new.rating
  where team_id = new.team_id and conversation_id = new.conversation_id and id = new.message_id;
  update public.model_performance_metrics set user_rating = new.rating
  where team_id = new.team_id and message_id = new.message_id and user_id = new.user_id
    and outcome in ('ok', 'stopped');
  return null;
end
$$;
comment on function private.apply_rating() is
  'A39: the rating reaches the call that produced the message. Definer, because chat users may not write calls.';
create trigger apply_rating after insert on public.message_feedback
  for each row execute function private.apply_rating();

create function private.take_waiting_rating() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.lock_message(new.message_id);
  new.user_rating := coalesce(
    (
      select feedback.rating
      from public.message_feedback as feedback
      where feedback.team_id = new.team_id
        and feedback.message_id = new.message_id
        and feedback.user_id = new.user_id
      order by feedback.created_at desc
      limit 1
    ),
    new.user_rating
  );
  return new;
end
$$;
comment on function private.take_waiting_rating() is
  'A call that arrives after its thumb takes it over. Definer, because it reads every thumb of the message.';
create trigger take_waiting_rating before insert on public.model_performance_metrics
  for each row when (new.message_id is not null and new.outcome in ('ok', 'stopped'))
  execute function private.take_waiting_rating();

create function private.forget_comments() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.message_feedback set comment = null
  where team_id = old.team_id and message_id = old.id and comment is not null;
  return null;
end
$$;
comment on function private.forget_comments() is
  'Deleting a conversation deletes what people wrote about it; the thumbs stay. Definer, because nobody else may change a thumb.';
create trigger forget_comments after delete on public.messages
  for each row execute function private.forget_comments();

create function public.submit_message_feedback(
  p_team_id uuid,
  p_conversation_id uuid,
  p_rating int,
  p_message_id uuid default null,
  p_comment text default null
) returns jsonb
language plpgsql security invoker set search_path = ''
as $$
declare
  rated uuid;
  before int;
begin
  if p_rating is null or p_rating not in (-1, 0, 1) then
    raise exception 'rating: -1, 0 or 1' using errcode = 'PT400';
  end if;
  select message.id into rated
  from public.messages as message
  where message.team_id = p_team_id
    and message.team_id = any (array(select private.my_team_ids()))
    and message.conversation_id = p_conversation_id
    and message.user_id = private.user_id()
    and message.role = 'assistant'
    and (p_message_id is null or message.id = p_message_id)
  order by message.created_at desc, message.id desc
  limit 1;
  if rated is null then
    raise exception 'There is no such answer of yours.' using errcode = 'PT404';
  end if;
  insert into public.message_feedback (team_id, conversation_id, message_id, user_id, rating, comment)
  values (p_team_id, p_conversation_id, rated, private.user_id(), p_rating, p_comment)
  returning old_rating into before;
  return jsonb_build_object('messageId', rated, 'rating', p_rating, 'previousRating', before);
end
$$;
comment on function public.submit_message_feedback(uuid, uuid, int, uuid, text) is
  'A38: rates an answer to the caller; without a message the conversation''s last one. 0 takes the rating back.';
grant execute on function public.submit_message_feedback(uuid, uuid, int, uuid, text) to authenticated;
