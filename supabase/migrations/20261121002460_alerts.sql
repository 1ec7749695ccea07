create table public.alerts (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('unusual_cost', 'unusual_tokens', 'unusual_requests')),
  day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  subject text not null check (subject in ('team', 'user', 'feature', 'model')),
  user_id uuid references public.profiles (user_id) on delete cascade,
  external_user_id text,
  feature text,
  provider text,
  model text,
  measured numeric not null,
  usual numeric not null,
  unusual_from numeric not null,
  compared_with text not null check (compared_with in ('own days', 'days of others')),
  compared_days int not null,
  raised_at timestamptz not null default now(),
  dismissed_at timestamptz,
  dismissed_by uuid references public.profiles (user_id) on delete set null,
  dismissed_measured numeric check ((dismissed_measured is null) = (dismissed_at is null)),
  is_open boolean not null generated always as (
    dismissed_measured is null or measured >= 2 * dismissed_measured
  ) stored,
  primary key (team_id, id),
  unique nulls not distinct (team_id, day, kind, subject, user_id, external_user_id, feature, provider, model)
);
comment on table public.alerts is
  'What leads are told of: a subject that used unusually much on a team-local day. It stays when it is dismissed, and goes '
  'when the calls of its day do.';
comment on column public.alerts.kind is
  'What was much: cost_usd; the tokens of what has no price; the requests that have neither.';
comment on column public.alerts.starts_at is
  'When its day began. A day that begins or ends otherwise by now, as the team changed its zone, is none any more; see '
  'private.judge_usage.';
comment on column public.alerts.subject is 'Whose: the whole team''s, a user''s, a feature''s, a model''s at a provider.';
comment on column public.alerts.measured is 'Of the day; it follows the day while that grows.';
comment on column public.alerts.usual is 'The median of the days that it was compared with.';
comment on column public.alerts.unusual_from is 'What a day had to be above; see private.usual_use.';
comment on column public.alerts.compared_days is 'Sample size: how many days with use it was compared with.';
comment on column public.alerts.dismissed_measured is 'Measured when it was dismissed: at twice as much it is open again.';
create index alerts_open on public.alerts (team_id) where is_open;
create index alerts_user on public.alerts (user_id) where user_id is not null;
create index alerts_dismissed_by on public.alerts (dismissed_by) where dismissed_by is not null;

alter table public.alerts enable row level security;
create policy "leads see the alerts of their teams" on public.alerts for select to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select on public.alerts to authenticated, service_role;

create function private.usual_use(p_days float8[], p_floor float8, out usual float8, out unusual_from float8)
language sql immutable strict parallel safe security invoker set search_path = ''
as $$
  with day as (
    select amount, ln(1 + amount / p_floor) as started from unnest(p_days) as amount
  ),
  middle as (
    select
      count(*) as days,
      percentile_cont(0.5) within group (order by day.amount) as usual,
      percentile_cont(0.98) within group (order by day.amount) as high,
      percentile_cont(0.5) within group (order by day.started) as started
    from day
  ),
  spread as (
    select 1.4826 * percentile_cont(0.5) within group (order by abs(day.started - middle.started)) as deviation
    from day cross join middle
  )
  select
    middle.usual,
    greatest(
      p_floor,
      2 * middle.high,
      -- With few days the deviation is one that days commonly have, 0.5, counted as eight days.
      (middle.usual + p_floor)
        * exp(3.5 * sqrt((middle.days * spread.deviation ^ 2 + 8 * 0.5 ^ 2) / (middle.days + 8))) - p_floor
    )
  from middle cross join spread
$$;
comment on function private.usual_use(float8[], float8) is
  'What is usual on days with use, at least one, in any unit: their median; and above what a day is unusual: more than 3.5 robust standard deviations '
  'above their median (median absolute deviation and cut-off of Iglewicz and Hoaglin 1993; on the started logarithms of '
  'Tukey 1977, as use varies by factors and amounts far under p_floor are all alike), more than twice their highest but for '
  'one in fifty, and more than p_floor. Days without use are none of them: with them who uses something once a week would '
  'be unusual each week.';

create function private.judge_usage(p_team_id uuid, p_today date) returns int
language plpgsql volatile security definer
set search_path = '' set jit = off set plan_cache_mode = force_custom_plan
as $$
declare
  -- None that retention takes the alerts of: they would come back, also those that were dismissed.
  judged_days constant int := (
    select least(7, team.retention_days + 1) from public.teams as team where team.id = p_team_id
  );
  history_days constant int := 56;
  -- Alerts of days that the team has in another zone by now.
  former public.alerts[];
  first_day date;
  touched int;
begin
  with day as (
    select
      known.day,
      private.local_midnight(p_team_id, known.day) as starts_at,
      private.local_midnight(p_team_id, known.day + 1) as ends_at
    from (select distinct alert.day from public.alerts as alert where alert.team_id = p_team_id) as known
  ),
  gone as (
    delete from public.alerts as alert
    using day
    where alert.team_id = p_team_id
      and alert.day = day.day
      and (alert.starts_at, alert.ends_at) <> (day.starts_at, day.ends_at)
    returning alert
  )
  select array_agg(gone.alert), least(min((gone.alert).day) - 2, p_today - judged_days + 1)
  into former, first_day
  from gone;

  with day as materialized (
    select
      judged.day,
      private.local_midnight(p_team_id, judged.day) as starts_at,
      private.local_midnight(p_team_id, judged.day + 1) as ends_at
    from (select p_today - back as day from generate_series(0, p_today - first_day) as back) as judged
  ),
  former_alert as materialized (
    select
      array[
        alert.subject, alert.user_id::text, alert.external_user_id, alert.feature, alert.provider, alert.model
      ] as subject_key,
      alert.*
    from unnest(former) as alert
  ),
  daily as materialized (
    select amount.kind, amount.floor, summed.subject, summed.day, amount.measured
    from (
      select
        -- An array, as its nulls are equal to each other.
        array[
          case grouping(rollup.user_id, rollup.feature, rollup.model)
            when 7 then 'team'
            when 3 then 'user'
            when 5 then 'feature'
            else 'model'
          end,
          rollup.user_id::text, rollup.external_user_id, rollup.feature, rollup.provider, rollup.model
        ] as subject,
        rollup.local_time::date as day,
        sum(rollup.cost_usd) as cost_usd,
        -- Each request counts in one kind.
        sum(rollup.total_tokens) filter (where rollup.priced_requests = 0) as tokens,
        sum(rollup.requests - rollup.priced_requests) filter (where rollup.priced_requests > 0 or rollup.total_tokens = 0)
          as requests
      from private.live_usage_rollups as rollup
      where rollup.team_id = p_team_id
        and rollup.local_time between first_day - history_days and p_today
      group by rollup.local_time, grouping sets (
        (), (rollup.user_id, rollup.external_user_id), (rollup.feature), (rollup.provider, rollup.model)
      )
    ) as summed
    cross join lateral (
      values
        ('unusual_cost', summed.cost_usd, 5::float8),
        ('unusual_tokens', summed.tokens, 1e6),
        ('unusual_requests', summed.requests, 1e3)
    ) as amount (kind, measured, floor)
    where amount.measured > 0
  ),
  -- What a large team uses on a usual day says what is little in it.
  floors as (
    select
      daily.kind,
      greatest(
        daily.floor, 0.01 * percentile_cont(0.5) within group (order by daily.measured::float8)
      ) as floor
    from daily
    where daily.subject[1] = 'team'
    group by daily.kind, daily.floor
  ),
  candidate as (
    select daily.kind, daily.subject, daily.day, day.starts_at, day.ends_at, daily.measured, floors.floor
    from daily
    join floors on floors.kind = daily.kind
    join day on day.day = daily.day
    where (
        daily.day > p_today - judged_days
        or exists (
          select from former_alert
          where former_alert.kind = daily.kind
            and former_alert.subject_key = daily.subject
            and former_alert.starts_at < day.ends_at
            and former_alert.ends_at > day.starts_at
        )
      )
      and daily.measured > floors.floor
      and daily.subject[1:3] is distinct from array['user', null, null]
  ),
  judged as materialized (
    select
      candidate.*,
      array_agg(past.measured::float8) filter (where past.day is not null) as own_days,
      coalesce(min(past.day) <= candidate.day - 7, false) as is_known
    from candidate
    left join daily as past
      on past.kind = candidate.kind
      and past.subject = candidate.subject
      and past.day between candidate.day - history_days and candidate.day - 1
    group by
      candidate.kind, candidate.subject, candidate.day, candidate.starts_at, candidate.ends_at, candidate.measured,
      candidate.floor
  ),
  own as (
    select
      judged.kind, judged.subject, judged.day, judged.starts_at, judged.ends_at, judged.measured, own.usual,
      own.unusual_from, 'own days' as compared_with, cardinality(judged.own_days) as compared_days
    from judged
    cross join lateral private.usual_use(judged.own_days, judged.floor) as own
    where judged.is_known
  ),
  -- Who is new is compared with those who are not.
  others as (
    select newcomer.kind, newcomer.day, newcomer.floor, array_agg(past.measured::float8) as days
    from (
      select distinct judged.kind, judged.day, judged.floor
      from judged
      where judged.subject[1] = 'user' and not judged.is_known
    ) as newcomer
    join daily as past
      on past.kind = newcomer.kind
      and past.subject[1] = 'user'
      and past.subject[2:3] is distinct from array[null::text, null]
      and past.day between newcomer.day - history_days and newcomer.day - 1
    join (
      select daily.kind, daily.subject, min(daily.day) as first_day from daily group by daily.kind, daily.subject
    ) as begun
      on begun.kind = past.kind and begun.subject = past.subject and begun.first_day <= newcomer.day - 7
    group by newcomer.kind, newcomer.day, newcomer.floor
    having count(distinct past.subject) >= 3
  ),
  of_others as materialized (
    select others.kind, others.day, theirs.usual, theirs.unusual_from, cardinality(others.days) as days
    from others
    cross join lateral private.usual_use(others.days, others.floor) as theirs
  ),
  compared as (
    select * from own
    union all
    select
      judged.kind, judged.subject, judged.day, judged.starts_at, judged.ends_at, judged.measured, others.usual,
      others.unusual_from, 'days of others', others.days
    from judged
    join of_others as others on others.kind = judged.kind and others.day = judged.day
    where judged.subject[1] = 'user' and not judged.is_known
  ),
  unusual as materialized (
    select * from compared where compared.measured > compared.unusual_from
  ),
  -- Of people who are gone nothing is noted any more; who deletes an account has the person, and waits for the team's state.
  present as materialized (
    select profile.user_id
    from public.profiles as profile
    where profile.user_id in (
      select unusual.subject[2]::uuid from unusual
      union all
      select former_alert.dismissed_by from former_alert
    )
    for key share skip locked
  )
  insert into public.alerts as alert (
    team_id, kind, day, starts_at, ends_at, subject, user_id, external_user_id, feature, provider, model, measured,
    usual, unusual_from, compared_with, compared_days, raised_at, dismissed_at, dismissed_by, dismissed_measured
  )
  select
    p_team_id,
    unusual.kind,
    unusual.day,
    unusual.starts_at,
    unusual.ends_at,
    unusual.subject[1],
    unusual.subject[2]::uuid,
    unusual.subject[3],
    unusual.subject[4],
    unusual.subject[5],
    unusual.subject[6],
    unusual.measured,
    unusual.usual,
    unusual.unusual_from,
    unusual.compared_with,
    unusual.compared_days,
    coalesce(before.raised_at, now()),
    before.dismissed_at,
    dismisser.user_id,
    before.dismissed_measured
  from unusual
  left join lateral (
    select former_alert.*
    from former_alert
    where former_alert.kind = unusual.kind
      and former_alert.subject_key = unusual.subject
      and former_alert.starts_at < unusual.ends_at
      and former_alert.ends_at > unusual.starts_at
    order by
      least(former_alert.ends_at, unusual.ends_at) - greatest(former_alert.starts_at, unusual.starts_at) desc,
      former_alert.is_open desc
    limit 1
  ) as before on true
  left join present as dismisser on dismisser.user_id = before.dismissed_by
  where unusual.subject[2] is null or unusual.subject[2]::uuid in (select present.user_id from present)
  on conflict (team_id, day, kind, subject, user_id, external_user_id, feature, provider, model) do update set
    measured = excluded.measured
  where alert.measured <> excluded.measured;
  get diagnostics touched = row_count;
  return touched;
end
$$;
comment on function private.judge_usage(uuid, date) is
  'Raises alerts for what a team, its users, features and models used on unusual days among the last seven of which calls '
  'are kept, by their own days of the eight weeks before; a user whom no more than a week is known of is compared with the '
  'days of the others, if there are three at least. An alert that is there already follows its day; one of a day that the '
  'team has in another zone by now gives way to those of the days that share hours with it, and each is dismissed as the '
  'one was that it shares most with. How many are new or have changed. Definer, because nobody else writes alerts.';

create function private.raise_alerts(p_pause interval) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  began constant timestamptz := clock_timestamp();
  due uuid;
  teams int := 0;
  alerts int := 0;
begin
  for due in
    select state.team_id
    from private.rollup_state as state
    where state.watermark <> state.judged_watermark
      and state.judged_at <= now() - p_pause
      and not private.rests(state.team_id, 'alerts')
    order by state.judged_at
  loop
    if clock_timestamp() > began + interval '2 s' then
      return jsonb_build_object('teams', teams, 'alerts', alerts, 'more', true, 'failed', null);
    end if;
    -- In the order of private.roll_up_team; who deletes an account has the states of its teams.
    perform 1 from public.teams where id = due for key share skip locked;
    continue when not found;
    perform 1 from private.rollup_state where team_id = due for update skip locked;
    continue when not found;
    begin
      alerts := alerts + private.judge_usage(due, (now() at time zone private.current_zone(due))::date);
      update private.rollup_state set judged_watermark = watermark, judged_at = now() where team_id = due;
      delete from private.team_failures where team_id = due and duty = 'alerts';
    exception when query_canceled or others then
      return jsonb_build_object(
        'teams', teams, 'alerts', alerts, 'more', true, 'failed', private.note_failure(due, 'alerts', sqlerrm)
      );
    end;
    teams := teams + 1;
  end loop;
  return jsonb_build_object('teams', teams, 'alerts', alerts, 'more', false, 'failed', null);
end
$$;
comment on function private.raise_alerts(interval) is
  'Looks at the teams whose calls were rolled up since they were last looked at, if that is so long ago, for two seconds '
  'and the team it is at. Definer, because it sees every team.';

create function public.raise_alerts() returns jsonb
language sql volatile security invoker set search_path = ''
-- Heard by the API of a hosted project, whose own limit is 8 s: one team is judged whole.
set statement_timeout = '60s'
as $$ select private.raise_alerts('5 minutes') $$;
comment on function public.raise_alerts() is
  'C21: raises alerts for teams that have used something since, each every five minutes at most; call again while "more" is '
  'true. "failed" names a team that it could not be done for and why. Run by the app, or by a scheduler.';

create function private.dismiss_alerts(p_team_id uuid, p_ids uuid[]) returns int
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform private.require_lead(p_team_id);
  update public.alerts set dismissed_at = now(), dismissed_by = auth.uid(), dismissed_measured = measured
  where team_id = p_team_id and id = any (p_ids) and is_open;
  return (select count(*) from public.alerts as alert where alert.team_id = p_team_id and alert.id = any (p_ids));
end
$$;
comment on function private.dismiss_alerts(uuid, uuid[]) is 'Definer, so that nobody dismisses in another''s name.';

create function public.dismiss_alerts(p_team_id uuid, p_ids uuid[]) returns int
language sql volatile security invoker set search_path = ''
as $$ select private.dismiss_alerts(p_team_id, p_ids) $$;
comment on function public.dismiss_alerts(uuid, uuid[]) is
  'C21: a lead has seen these alerts of the team; how many of them there are, dismissed before or now. They are kept, with '
  'who it was and when.';

create function public.get_alerts(p_team_id uuid) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
begin
  perform private.require_lead(p_team_id);
  return jsonb_build_object(
    'timeZone', private.current_zone(p_team_id),
    'open', (select count(*) from public.alerts as alert where alert.team_id = p_team_id and alert.is_open),
    'alerts', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'id', alert.id,
            'kind', alert.kind,
            'day', alert.day,
            'subject', alert.subject,
            'userId', alert.user_id,
            'externalUserId', alert.external_user_id,
            'userName', person.display_name,
            'feature', alert.feature,
            'provider', alert.provider,
            'model', alert.model,
            'measured', alert.measured,
            'usual', alert.usual,
            'unusualFrom', alert.unusual_from,
            'comparedWith', alert.compared_with,
            'comparedDays', alert.compared_days,
            'raisedAt', alert.raised_at,
            'isOpen', alert.is_open,
            'dismissedAt', alert.dismissed_at,
            'dismissedBy', dismisser.display_name
          )
          order by
            alert.is_open desc,
            alert.day desc,
            alert.kind,
            array_position(array['team', 'user', 'feature', 'model'], alert.subject),
            alert.measured desc,
            alert.id
        ),
        '[]'
      )
      from (
        select *
        from public.alerts as newest
        where newest.team_id = p_team_id
        order by newest.is_open desc, newest.day desc, newest.measured desc
        limit 200
      ) as alert
      left join public.profiles as person on person.user_id = alert.user_id
      left join public.profiles as dismisser on dismisser.user_id = alert.dismissed_by
    )
  );
end
$$;
comment on function public.get_alerts(uuid) is
  'C21: the alerts of a team, at most 200: the open ones first, the latest day first. For leads.';

grant execute on function private.raise_alerts(interval), public.raise_alerts() to service_role;
grant execute on function
  private.dismiss_alerts(uuid, uuid[]),
  public.dismiss_alerts(uuid, uuid[]),
  public.get_alerts(uuid)
to authenticated;
