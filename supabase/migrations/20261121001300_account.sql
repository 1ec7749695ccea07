create function public.export_my_data() returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'profile', (
      select to_jsonb(profile) from public.profiles as profile where profile.user_id = private.user_id()
    ),
    'teams', public.get_my_teams(),
    'conversations', (
      select coalesce(jsonb_agg(to_jsonb(conversation) order by conversation.created_at), '[]')
      from public.conversations as conversation
      where conversation.user_id = private.user_id()
    ),
    'messages', (
      select coalesce(jsonb_agg(to_jsonb(message) order by message.created_at), '[]')
      from public.messages as message
      where message.user_id = private.user_id()
    ),
    'feedback', (
      select coalesce(jsonb_agg(to_jsonb(feedback) - 'txid' order by feedback.created_at), '[]')
      from public.message_feedback as feedback
      where feedback.user_id = private.user_id()
    ),
    'signals', (
      select coalesce(jsonb_agg(to_jsonb(noted) - 'txid' order by noted.created_at), '[]')
      from public.answer_signals as noted
      where noted.user_id = private.user_id()
    ),
    'calls', (
      select coalesce(jsonb_agg(to_jsonb(call) - 'txid' order by call."timestamp"), '[]')
      from public.model_performance_metrics as call
      where call.user_id = private.user_id()
    ),
    'recommendations', (
      select coalesce(jsonb_agg(to_jsonb(recommendation) order by recommendation.created_at), '[]')
      from public.recommendations as recommendation
      where recommendation.user_id = private.user_id()
    )
  )
$$;
comment on function public.export_my_data() is
  'Everything that is stored about the caller; of teams they have left, their conversations only.';

create function private.delete_my_account() returns void
language plpgsql security definer set search_path = ''
as $$
declare
  me uuid := auth.uid();
  blocking text;
begin
  if me is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  -- Nobody writes of the person meanwhile, and who has begun to is waited for.
  perform 1 from public.profiles where user_id = me for update;
  -- Retention has the states of teams before their calls; to know which states these are, the calls are read first.
  perform pg_advisory_xact_lock(hashtextextended('augury retention', 0));
  -- Before their states, as who changes a team has the team first.
  perform 1
  from public.teams
  where id in (select mine.team_id from public.team_members as mine where mine.user_id = me)
  order by id
  for no key update;
  select string_agg(team.name, ', ' order by team.name) into blocking
  from public.team_members as mine
  join public.teams as team on team.id = mine.team_id
  where mine.user_id = me
    and mine.role = 'lead'
    and exists (select from public.team_members as other where other.team_id = mine.team_id and other.user_id <> me)
    and not exists (
      select from public.team_members as other
      where other.team_id = mine.team_id and other.user_id <> me and other.role = 'lead'
    );
  if blocking is not null then
    raise exception 'You are the last lead of %. Make somebody else a lead first.', blocking using errcode = 'PT409';
  end if;
  -- Nobody adds to what a team counts of the person meanwhile, and nobody who has these waits for the rest.
  perform 1 from private.rollup_state as state
  where state.team_id in (
    select mine.team_id from public.team_members as mine where mine.user_id = me
    union
    select call.team_id from public.model_performance_metrics as call where call.user_id = me
    union
    select usage.team_id from private.usage_rollups as usage where usage.user_id = me
  )
  order by state.team_id
  for update;
  delete from public.teams as team
  using public.team_members as mine
  where mine.team_id = team.id
    and mine.user_id = me
    and not exists (select from public.team_members as other where other.team_id = team.id and other.user_id <> me);
  delete from public.conversations where user_id = me;
  delete from public.set_aside_events where user_id = me;
  update public.message_feedback set user_id = null, comment = null where user_id = me;
  update public.answer_signals set user_id = null, conversation_id = null where user_id = me;
  update public.recommendations set user_id = null, conversation_id = null where user_id = me;
  update public.model_performance_metrics
  set user_id = null, conversation_id = null, error_message = null
  where user_id = me;
  with mine as (
    delete from private.usage_rollups where user_id = me returning *
  )
  insert into private.usage_rollups as usage
  select
    mine.team_id, mine.local_time, mine.generation, null, mine.external_user_id, mine.feature, mine.project_id,
    mine.provider, mine.model, mine.requests, mine.failures, mine.input_tokens, mine.output_tokens, mine.total_tokens,
    mine.cost_usd, mine.priced_requests
  from mine
  on conflict (
    team_id, local_time, generation, user_id, external_user_id, feature, project_id, provider, model
  ) do update set
    requests = usage.requests + excluded.requests,
    failures = usage.failures + excluded.failures,
    input_tokens = usage.input_tokens + excluded.input_tokens,
    output_tokens = usage.output_tokens + excluded.output_tokens,
    total_tokens = usage.total_tokens + excluded.total_tokens,
    cost_usd = usage.cost_usd + excluded.cost_usd,
    priced_requests = usage.priced_requests + excluded.priced_requests;
  delete from auth.users where id = me;
end
$$;
comment on function private.delete_my_account() is
  'Conversations and thumbs'' comments go; what a team''s figures rest on stays without the person. '
  'Definer, because nobody may otherwise touch the auth server''s users.';

create function public.delete_my_account() returns void
language sql security invoker set search_path = ''
as $$ select private.delete_my_account() $$;
comment on function public.delete_my_account() is 'Deletes the caller''s account and own data; refused for the last lead of a team with others in it.';

grant execute on function
  public.export_my_data(),
  private.delete_my_account(),
  public.delete_my_account()
to authenticated;
