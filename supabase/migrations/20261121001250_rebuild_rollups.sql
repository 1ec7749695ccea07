create function private.recounted_share(p_team_id uuid) returns float8
language sql stable security invoker set search_path = ''
as $$
  select case
    when state.rebuild_phase = 'stage' and state.rebuild_next > first.at
    -- Calls may be stamped later than now.
    then least(1, date_part('epoch', state.rebuild_next - first.at) / greatest(date_part('epoch', now() - first.at), 1))
    else 0
  end
  from private.rollup_state as state
  cross join lateral (
    select min(call."timestamp") as at
    from public.model_performance_metrics as call
    where call.team_id = p_team_id and call."timestamp" >= state.rebuild_from
  ) as first
  where state.team_id = p_team_id
    and (state.rebuild_wanted or state.rebuild_phase = 'stage')
$$;
comment on function private.recounted_share(uuid) is
  'How much of a team is counted anew, 0–1, while its days are counted in another zone or again; null when nothing is due.';
grant execute on function private.recounted_share(uuid) to authenticated, service_role;

create function private.begin_rebuild(p_team_id uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  state private.rollup_state;
  wanted text;
  counting text;
  first_day date;
  turn timestamptz := '-infinity';
begin
  select * into strict state from private.rollup_state where team_id = p_team_id for update;
  select team.time_zone into strict wanted from public.teams as team where team.id = p_team_id;
  counting := private.current_zone(p_team_id);
  -- What an abandoned rebuild has left.
  delete from private.team_zones where team_id = p_team_id and generation > state.generation;

  if state.calls_kept_from > '-infinity' then
    -- The first Monday from which on all calls are kept, as weeks are not cut, and the new zone's day that begins in it.
    first_day := ((state.calls_kept_from - interval '1 microsecond') at time zone counting)::date + 1;
    -- Days of a zone before may bear the same date, and their calls may be gone.
    select greatest(first_day, max(((zone.counts_until - interval '1 microsecond') at time zone zone.time_zone)::date) + 1)
    into first_day
    from private.team_zones as zone
    where zone.team_id = p_team_id and zone.generation = state.generation and zone.counts_until <= now();
    loop
      first_day := date_trunc('week', first_day + 6)::date;
      turn := first_day::timestamp at time zone counting;
      turn := (((turn - interval '1 microsecond') at time zone wanted)::date + 1)::timestamp at time zone wanted;
      exit when (turn at time zone counting)::date = first_day;
      first_day := first_day + 1;
    end loop;
  end if;
  if wanted = counting then
    turn := 'infinity';
  end if;
  -- Without one that was chosen before and has not come to count.
  insert into private.team_zones (team_id, generation, counts_from, counts_until, time_zone)
  select
    zone.team_id,
    state.generation + 1,
    zone.counts_from,
    least(case when zone.counts_until > now() then 'infinity' else zone.counts_until end, turn),
    zone.time_zone
  from private.team_zones as zone
  where zone.team_id = p_team_id
    and zone.generation = state.generation
    and zone.counts_from <= now()
    and zone.counts_from < turn;
  if wanted <> counting then
    insert into private.team_zones (team_id, generation, counts_from, time_zone)
    values (p_team_id, state.generation + 1, turn, wanted);
  end if;
  update private.rollup_state set
    rebuild_wanted = false,
    rebuild_phase = 'stage',
    rebuild_zone = wanted,
    rebuild_first_local = coalesce(first_day::timestamp, '-infinity'),
    rebuild_from = coalesce(first_day::timestamp at time zone counting, '-infinity'),
    rebuild_next = coalesce(first_day::timestamp at time zone counting, '-infinity')
  where team_id = p_team_id;
end
$$;
comment on function private.begin_rebuild(uuid) is
  'Notes what is to be counted anew: the calls since the first local day of which all are kept, in the zone that the team has '
  'set; days before stay as they are. Definer, because nobody else writes zones and the state of rollups.';

create function private.stage_rebuild(p_state private.rollup_state, p_limit int) returns void
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  chunk_end timestamptz;
begin
  select call."timestamp" into chunk_end
  from public.model_performance_metrics as call
  where call.team_id = p_state.team_id and call."timestamp" >= p_state.rebuild_next
  order by call."timestamp"
  offset p_limit - 1
  limit 1;
  -- Calls of one instant stay together, however many.
  chunk_end := coalesce(chunk_end + interval '1 microsecond', 'infinity');
  perform private.add_to_rollups(
    p_state.team_id, p_state.generation + 1, 0, p_state.watermark, p_state.rebuild_next, chunk_end
  );
  if chunk_end < 'infinity' then
    update private.rollup_state set rebuild_next = chunk_end where team_id = p_state.team_id;
    return;
  end if;
  delete from private.team_zones where team_id = p_state.team_id and generation = p_state.generation;
  update private.rollup_state set
    generation = p_state.generation + 1,
    generation_from = p_state.rebuild_first_local,
    -- Alerts are of the days there were.
    judged_watermark = 0,
    judged_at = '-infinity',
    rebuild_phase = 'clear',
    rebuild_next = null
  where team_id = p_state.team_id;
end
$$;
comment on function private.stage_rebuild(private.rollup_state, int) is
  'Counts the next calls of a rebuild; after the last ones the new generation counts from this transaction on. Definer, '
  'because nobody else writes rollups.';

create function private.clear_rollups(p_state private.rollup_state, p_limit int) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  cleared int;
  cleared_usage int;
begin
  -- A row's place is one of its partition only, so what is dead is asked for again.
  delete from private.call_rollups as rollup
  where rollup.ctid = any (array(
      select dead.ctid
      from private.call_rollups as dead
      where dead.team_id = p_state.team_id
        and (
          dead.generation > p_state.generation
          or (dead.generation < p_state.generation and dead.local_time >= p_state.generation_from)
        )
      limit p_limit
    ))
    and rollup.team_id = p_state.team_id
    and (
      rollup.generation > p_state.generation
      or (rollup.generation < p_state.generation and rollup.local_time >= p_state.generation_from)
    );
  get diagnostics cleared = row_count;
  delete from private.usage_rollups
  where ctid = any (array(
    select rollup.ctid
    from private.usage_rollups as rollup
    where rollup.team_id = p_state.team_id
      and (
        rollup.generation > p_state.generation
        or (rollup.generation < p_state.generation and rollup.local_time >= p_state.generation_from)
      )
    limit p_limit
  ));
  get diagnostics cleared_usage = row_count;
  return cleared + cleared_usage = 0;
end
$$;
comment on function private.clear_rollups(private.rollup_state, int) is
  'Deletes rollups that no longer count, or were never finished; whether none is left. Definer, because nobody else may.';

create function private.rebuild_step(p_state private.rollup_state, p_limit int) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_state.rebuild_phase = 'stage'
    and (
      p_state.rebuild_wanted
      or p_state.rebuild_zone <> (select team.time_zone from public.teams as team where team.id = p_state.team_id)
    )
  then
    -- The lead has thought better of it, or somebody asked again: what is staged is of no use.
    update private.rollup_state set rebuild_phase = 'clear', rebuild_next = null, rebuild_wanted = true
    where team_id = p_state.team_id
    returning * into p_state;
  end if;
  case p_state.rebuild_phase
    when 'stage' then
      perform private.stage_rebuild(p_state, p_limit);
    when 'clear' then
      if private.clear_rollups(p_state, p_limit) then
        update private.rollup_state set rebuild_phase = null, rebuild_zone = null, rebuild_from = null,
          rebuild_first_local = null
        where team_id = p_state.team_id;
      end if;
    else
      perform private.begin_rebuild(p_state.team_id);
  end case;
end
$$;
comment on function private.rebuild_step(private.rollup_state, int) is
  'The next step of counting a team anew. Definer, because nobody else writes rollups.';

create function private.rebuild_rollups(p_limit int) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  state private.rollup_state;
  failed jsonb;
begin
  select found.* into state
  from private.rollup_state as found
  join public.teams as team on team.id = found.team_id
  where (found.rebuild_wanted or found.rebuild_phase is not null)
    and not private.rests(found.team_id, 'rebuild')
  order by found.rebuild_phase is null, found.team_id
  limit 1
  for update of found skip locked
  for key share of team skip locked;
  if not found then
    return jsonb_build_object('team_id', null, 'share', null, 'more', false, 'failed', null);
  end if;
  begin
    perform private.rebuild_step(state, p_limit);
    delete from private.team_failures where team_id = state.team_id and duty = 'rebuild';
  exception when query_canceled or others then
    failed := private.note_failure(state.team_id, 'rebuild', sqlerrm);
  end;
  return jsonb_build_object(
    'team_id', state.team_id, 'share', private.recounted_share(state.team_id), 'more', true, 'failed', failed
  );
end
$$;
comment on function private.rebuild_rollups(int) is
  'One step of counting a team anew: so many calls, or so many rollups that no longer count. Definer, because it sees every '
  'team.';

create function public.rebuild_rollups() returns jsonb
language sql volatile security invoker set search_path = ''
-- Heard by the API of a hosted project, whose own limit is 8 s: one large transaction is taken over whole.
set statement_timeout = '60s'
as $$ select private.rebuild_rollups(private.calls_of_a_chunk()) $$;
comment on function public.rebuild_rollups() is
  'One chunk, under five seconds, of counting a team''s calls anew where its time zone was changed or a rebuild was asked '
  'for; call again while "more" is true. "share" (0–1) is how much of the team is counted, "failed" why it could not go on. '
  'Run by the app, or by a scheduler.';

create function private.request_rebuild(p_team_id uuid) returns void
language sql volatile security definer set search_path = ''
as $$ update private.rollup_state set rebuild_wanted = true where team_id = p_team_id $$;
comment on function private.request_rebuild(uuid) is
  'Asks for a team''s rollups to be counted anew from the calls that are kept. Definer, because nobody else writes the state.';

create function private.reset_watermark() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  highest bigint;
  teams int;
begin
  -- In the order in which those take them who count calls.
  perform 1 from private.rollup_state order by team_id for update;
  lock table public.model_performance_metrics, private.rating_changes in share row exclusive mode;
  select greatest(
    (select max(state.watermark) from private.rollup_state as state),
    (select max(call.txid) from public.model_performance_metrics as call),
    (select max(rating.txid) from private.rating_changes as rating)
  ) into highest;
  -- Also for transactions that have begun and will write only now.
  update private.transaction_clock set
    id_offset = greatest(id_offset, highest + 1 - pg_snapshot_xmin(pg_current_snapshot())::text::bigint),
    server_id = (select control.system_identifier from pg_control_system() as control);
  update private.rollup_state set rebuild_wanted = true;
  get diagnostics teams = row_count;
  return jsonb_build_object('teams', teams);
end
$$;
comment on function private.reset_watermark() is
  'After a restore into a server whose transaction ids are lower: lets ids go on above all that are stored, and has every '
  'team counted anew. Definer, because nobody else writes the clock.';

create function public.reset_watermark() returns jsonb
language sql volatile security invoker set search_path = ''
as $$ select private.reset_watermark() $$;
comment on function public.reset_watermark() is
  'To be run once after a dump was restored into another server, before the app is started (roll_up does it by itself, but '
  'calls that are written before are missing until their team is counted anew); how many teams will be counted anew. '
  'Harmless elsewhere.';

grant execute on function
  private.rebuild_rollups(int),
  public.rebuild_rollups(),
  private.request_rebuild(uuid),
  private.reset_watermark(),
  public.reset_watermark()
to service_role;
