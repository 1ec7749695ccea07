create table private.team_failures (
  team_id uuid not null references public.teams (id) on delete cascade,
  duty text not null check (duty in ('roll-up', 'rebuild', 'alerts')),
  failures int not null,
  reason text not null,
  retry_at timestamptz not null,
  primary key (team_id, duty)
);
comment on table private.team_failures is
  'Teams whose calls could not be rolled up, counted anew or looked at for alerts, why, how often in a row, and when it is '
  'tried again; the others go on meanwhile. Gone once it works.';
alter table private.team_failures enable row level security;

create function private.rests(p_team_id uuid, p_duty text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select
    from private.team_failures as failure
    where failure.team_id = p_team_id and failure.duty = p_duty and failure.retry_at > now()
  )
$$;
comment on function private.rests(uuid, text) is
  'Whether the team is left alone for now, as the duty has failed. Definer, because nobody else reads failures.';

create function private.fails(p_team_id uuid, p_duty text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select
    from private.team_failures as failure
    where failure.team_id = p_team_id
      and failure.duty = p_duty
      and (private.user_id() is null or p_team_id in (select private.my_team_ids()))
  )
$$;
comment on function private.fails(uuid, text) is
  'Whether the duty could last not be done for the team, for its members. Definer, because nobody else reads failures.';
grant execute on function private.fails(uuid, text) to authenticated, service_role;

create function private.note_failure(p_team_id uuid, p_duty text, p_reason text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  noted private.team_failures;
begin
  insert into private.team_failures as failure (team_id, duty, failures, reason, retry_at)
  -- A team that is being deleted is not waited for.
  select team.id, p_duty, 1, p_reason, clock_timestamp() + interval '1 second'
  from public.teams as team
  where team.id = p_team_id
  for key share skip locked
  on conflict (team_id, duty) do update set
    failures = failure.failures + 1,
    reason = excluded.reason,
    retry_at = clock_timestamp() + least(interval '5 minutes', interval '1 second' * power(2, least(failure.failures, 9)))
  returning * into noted;
  return jsonb_build_object('team_id', p_team_id, 'reason', p_reason, 'failures', noted.failures);
end
$$;
comment on function private.note_failure(uuid, text, text) is
  'Leaves a team alone for a second, then for twice as long each time, five minutes at most. Definer, because nobody else '
  'writes failures.';
