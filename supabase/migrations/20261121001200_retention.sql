create function private.old_call_partitions(p_installation_days int) returns table (name regclass, ends_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
declare
  has_unrolled boolean;
begin
  for name, ends_at in
    -- The names are cut out first: elsewhere in the catalogue they are no weeks, and casting them would fail.
    with partition as materialized (
      select class.oid::regclass as name, substr(class.relname, 7) as week
      from pg_catalog.pg_inherits as inheritance
      join pg_catalog.pg_class as class on class.oid = inheritance.inhrelid
      where inheritance.inhparent = 'public.model_performance_metrics'::regclass
    ),
    week as (
      select partition.name, (to_date(partition.week, 'IYYY"w"IW') + 7)::timestamp at time zone 'UTC' as ends_at
      from partition
    )
    select week.name, week.ends_at
    from week
    -- Two days more than it keeps: no zone's day of so many days ago begins before.
    where week.ends_at <= now() - make_interval(days => p_installation_days + 2)
      -- What is being counted anew is not taken away meanwhile.
      and not exists (
        select from private.rollup_state as state
        where state.rebuild_phase = 'stage' and state.rebuild_next < week.ends_at
      )
    order by week.ends_at
  loop
    execute format(
      'select exists ('
      'select from private.rollup_state as state '
      'cross join lateral (select max(call.txid) as txid from %s as call where call.team_id = state.team_id) as latest '
      'where latest.txid >= state.watermark)',
      name
    ) into has_unrolled;
    if not has_unrolled then
      return next;
    end if;
  end loop;
end
$$;
comment on function private.old_call_partitions(int) is
  'Partitions that are older than the installation keeps and whose calls are all rolled up, the oldest first. Definer, '
  'because partitions are closed to everybody else.';

create function private.first_midnight(p_team_id uuid) returns timestamptz
language sql stable security invoker set search_path = ''
as $$
  select private.first_instant((now() at time zone zone.name)::date - team.retention_days, zone.name)
  from public.teams as team
  cross join lateral (select private.current_zone(team.id)) as zone (name)
  where team.id = p_team_id
$$;
comment on function private.first_midnight(uuid) is 'The local midnight before which the team keeps no calls.';

create function public.get_team_recording(p_team_id uuid) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'recordsCalls', team.analytics_enabled,
    'keepsTraceText', team.keeps_trace_text,
    -- Kept for longer by now, what was removed before stays removed.
    'callsFrom', greatest(state.calls_kept_from, private.first_midnight(team.id))
  )
  from public.teams as team
  join private.rollup_state as state on state.team_id = team.id
  where team.id = p_team_id
$$;
comment on function public.get_team_recording(uuid) is
  'What of its programs'' calls a team lets be recorded, and the first instant of which it takes calls; null for no team.';

create function private.cleanup_old_performance_data(p_installation_days int, p_chunk int) returns jsonb
-- Who waits for an exclusive lock holds up everybody who comes after: rather later than long.
language plpgsql security definer set search_path = '' set lock_timeout = '2s'
as $$
declare
  part record;
  team record;
  chunk_deleted int;
  dropped int := 0;
  hours int;
  deleted int := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('augury retention', 0)) then
    return jsonb_build_object('partitionsDropped', 0, 'hoursDeleted', 0, 'callsDeleted', 0, 'more', true);
  end if;
  -- Those who write old calls look first what is removed already.
  perform pg_advisory_xact_lock(hashtextextended('augury late calls', 0));
  if exists (select from private.old_call_partitions(p_installation_days)) then
    -- In the order in which those take them who count calls; then nobody writes a call while it is looked at what may go.
    perform 1 from private.rollup_state order by team_id for update;
    lock table public.model_performance_metrics in access exclusive mode;
    for part in select * from private.old_call_partitions(p_installation_days) loop
      execute format('drop table %s', part.name);
      update private.rollup_state set calls_kept_from = greatest(calls_kept_from, part.ends_at);
      dropped := dropped + 1;
    end loop;
    -- Nobody reads or writes a call until this ends, so the rest is left for the next chunk.
    return jsonb_build_object('partitionsDropped', dropped, 'hoursDeleted', 0, 'callsDeleted', 0, 'more', true);
  end if;
  -- Few enough to need no chunks.
  delete from public.model_changes as change
  using public.teams as owner
  where owner.id = change.team_id and change.changed_at < now() - make_interval(days => owner.retention_days);
  delete from public.alerts as alert
  using public.teams as owner
  where owner.id = alert.team_id and alert.day < (now() at time zone 'UTC')::date - 1 - owner.retention_days;
  -- Read by the hour is only the day in which the period before ends, 365 days ago at most.
  delete from private.call_rollups as rollup
  where rollup.grain = 'hour'
    and rollup.ctid = any (array(
      select old.place
      from private.rollup_state as state
      cross join lateral (
        select hour.ctid as place
        from private.call_rollups as hour
        where hour.team_id = state.team_id and hour.grain = 'hour' and hour.local_time < now() at time zone 'UTC' - interval '367 days'
        limit p_chunk
      ) as old
      limit p_chunk
      for update of state skip locked
    ));
  get diagnostics hours = row_count;
  for team in
    select state.team_id, private.first_midnight(state.team_id) as midnight
    from private.rollup_state as state
    join public.teams as owner on owner.id = state.team_id
    -- The others' calls go with the partitions.
    where owner.retention_days < p_installation_days
      and state.rebuild_phase is distinct from 'stage'
    -- Nobody begins to count anew between this look and the deletion.
    for update of state skip locked
  loop
    delete from public.model_performance_metrics as call
    using (
      select old."timestamp", old.id
      from public.model_performance_metrics as old
      join private.rollup_state as state on state.team_id = old.team_id
      where old.team_id = team.team_id and old."timestamp" < team.midnight and old.txid < state.watermark
      order by old."timestamp"
      limit p_chunk - deleted
    ) as chunk
    where call.team_id = team.team_id and call."timestamp" = chunk."timestamp" and call.id = chunk.id;
    get diagnostics chunk_deleted = row_count;
    if chunk_deleted > 0 then
      update private.rollup_state set calls_kept_from = greatest(calls_kept_from, team.midnight)
      where team_id = team.team_id;
    end if;
    deleted := deleted + chunk_deleted;
    exit when deleted >= p_chunk;
  end loop;
  return jsonb_build_object(
    'partitionsDropped', dropped, 'hoursDeleted', hours, 'callsDeleted', deleted, 'more', greatest(hours, deleted) >= p_chunk
  );
end
$$;
comment on function private.cleanup_old_performance_data(int, int) is
  'Drops partitions older than the installation keeps, then deletes up to a chunk of calls, and the changes of models and '
  'the alerts, that are older than their team keeps, and of rolled up hours that nobody reads any more: a call goes at the '
  'local midnight after its last day, and only when the rollups '
  'hold it. Definer, because only the owner may drop a partition.';

create function public.cleanup_old_performance_data() returns jsonb
language sql security invoker set search_path = ''
as $$ select private.cleanup_old_performance_data(90, 5000) $$;
comment on function public.cleanup_old_performance_data() is
  'A11: one chunk of retention; call again while "more" is true. Run by the app, or by a scheduler where there is one.';

grant execute on function
  private.first_midnight(uuid),
  public.get_team_recording(uuid),
  private.cleanup_old_performance_data(int, int),
  public.cleanup_old_performance_data()
to service_role;

create function private.await_retention() returns trigger
language plpgsql set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('augury retention', 0));
  return null;
end
$$;
comment on function private.await_retention() is
  'Retention has the states of teams before their calls, a deleted team''s rows go in another order: one after the other.';
create trigger await_retention before delete on public.teams
  for each statement execute function private.await_retention();

do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_cron') then
    create extension if not exists pg_cron;
    perform cron.schedule('augury partitions', '7 3 * * *', 'select public.ensure_call_partitions()');
    perform cron.schedule('augury retention', '*/10 3 * * *', 'select public.cleanup_old_performance_data()');
    perform cron.schedule('augury rollups', '* * * * *', 'select public.roll_up()');
    perform cron.schedule('augury rebuilds', '* * * * *', 'select public.rebuild_rollups()');
    perform cron.schedule('augury alerts', '* * * * *', 'select public.raise_alerts()');
    perform cron.schedule('augury answer signals', '*/10 * * * *', 'select public.tend_answer_signals()');
  end if;
-- It may be installed without being loaded, or belong to another database; the app runs the same by itself.
exception when others then
  raise notice 'pg_cron cannot be used here: %', sqlerrm;
end
$$;
