create function private.count_usage(p_team_id uuid, p_user_id uuid, p_from date, p_to date, p_users int) returns jsonb
language plpgsql stable security invoker
-- By the plan of whose usage is asked for.
set search_path = '' set jit = off set plan_cache_mode = force_custom_plan
as $$
declare
  state private.rollup_state;
  answer jsonb;
begin
  select * into strict state from private.rollup_state where team_id = p_team_id;
  -- As usage_daily, but without the calls of other days and people, and by the plan of a known watermark.
  with used as materialized (
    select
      rollup.local_time::date as day, rollup.user_id, rollup.external_user_id, rollup.feature, rollup.provider,
      rollup.model, rollup.requests, rollup.failures, rollup.input_tokens, rollup.output_tokens, rollup.total_tokens,
      rollup.cost_usd, rollup.priced_requests
    from private.live_usage_rollups as rollup
    where rollup.team_id = p_team_id
      and rollup.local_time between p_from and p_to
      and (p_user_id is null or rollup.user_id = p_user_id)
    union all
    select
      call.local_time::date, call.user_id, call.external_user_id, call.feature, call.provider, call.model, 1, call.failed,
      call.input_tokens, call.output_tokens, call.total_tokens, call.cost_usd, (call.cost_usd is not null)::int
    from private.call_measures as call
    where call.team_id = p_team_id
      and call.txid between state.watermark and 9223372036854775807
      and call.generation = state.generation
      and call.local_time >= p_from
      and call.local_time < p_to + 1
      and (p_user_id is null or call.user_id = p_user_id)
  ),
  counted as (
    select
      case grouping(used.user_id, used.feature, used.day, used.model)
        when 15 then 'all'
        when 11 then 'feature'
        when 13 then 'day'
        when 14 then 'model'
        when 7 then 'user'
        when 3 then 'feature of user'
      end as breakdown,
      used.user_id,
      used.external_user_id,
      used.feature,
      used.day,
      used.provider,
      used.model,
      coalesce(sum(used.cost_usd), 0) as cost_usd,
      coalesce(sum(used.total_tokens), 0) as total_tokens,
      jsonb_build_object(
        'requests', coalesce(sum(used.requests), 0),
        'failures', coalesce(sum(used.failures), 0),
        'inputTokens', coalesce(sum(used.input_tokens), 0),
        'outputTokens', coalesce(sum(used.output_tokens), 0),
        'totalTokens', coalesce(sum(used.total_tokens), 0),
        'costUsd', coalesce(sum(used.cost_usd), 0),
        'pricedRequests', coalesce(sum(used.priced_requests), 0)
      ) as figures
    from used
    group by grouping sets (
      (),
      (used.feature),
      (used.day),
      (used.provider, used.model),
      (used.user_id, used.external_user_id),
      (used.user_id, used.external_user_id, used.feature)
    )
  ),
  ranked as (
    select
      counted.*,
      profile.display_name,
      profile.email,
      row_number() over (
        order by counted.cost_usd desc, counted.total_tokens desc, profile.display_name collate "C", counted.user_id,
          counted.external_user_id collate "C"
      ) as rank
    from counted
    left join public.profiles as profile on profile.user_id = counted.user_id
    where counted.breakdown = 'user'
  )
  select jsonb_build_object(
    'period', jsonb_build_object('from', p_from, 'to', p_to),
    'timeZone', private.current_zone(p_team_id),
    'summary', (select counted.figures from counted where counted.breakdown = 'all'),
    'byFeature', (
      select coalesce(
        jsonb_agg(counted.figures || jsonb_build_object('feature', counted.feature)
          order by counted.cost_usd desc, counted.total_tokens desc, counted.feature collate "C"),
        '[]'
      )
      from counted where counted.breakdown = 'feature'
    ),
    'byModel', (
      select coalesce(
        jsonb_agg(counted.figures || jsonb_build_object('provider', counted.provider, 'model', counted.model)
          order by counted.cost_usd desc, counted.total_tokens desc, counted.model collate "C"),
        '[]'
      )
      from counted where counted.breakdown = 'model'
    ),
    'byDay', (
      select coalesce(
        jsonb_agg(counted.figures || jsonb_build_object('day', counted.day) order by counted.day), '[]')
      from counted where counted.breakdown = 'day'
    ),
    'byUser', (
      select coalesce(
        jsonb_agg(
          ranked.figures || jsonb_build_object(
            'userId', ranked.user_id,
            'externalUserId', ranked.external_user_id,
            'name', ranked.display_name,
            'email', ranked.email,
            'byFeature', part.features
          )
          order by ranked.rank
        ),
        '[]'
      )
      from ranked
      join (
        select
          part.user_id,
          part.external_user_id,
          jsonb_agg(part.figures || jsonb_build_object('feature', part.feature)
            order by part.cost_usd desc, part.total_tokens desc, part.feature collate "C") as features
        from counted as part
        where part.breakdown = 'feature of user'
        group by part.user_id, part.external_user_id
      ) as part
        -- Either may be null; "is not distinct from" would compare each user with each.
        on jsonb_build_array(part.user_id, part.external_user_id)
          = jsonb_build_array(ranked.user_id, ranked.external_user_id)
      where ranked.rank <= coalesce(p_users, ranked.rank)
    ),
    'otherUsers', (
      select jsonb_object_agg(other.name, other.total) || jsonb_build_object('users', max(other.users))
      from (
        select figure.key as name, sum(figure.value::numeric) as total, count(*) as users
        from ranked
        cross join lateral jsonb_each_text(ranked.figures) as figure
        where ranked.rank > p_users
        group by figure.key
      ) as other
    ),
    'generatedAt', now()
  )
  into answer;
  return answer;
end
$$;
comment on function private.count_usage(uuid, uuid, date, date, int) is
  'What the caller may see of what a person, or with null everybody, used on team-local days, both included, in every '
  'breakdown of /usage, the dearest first; exact at any moment, and also after the calls are gone (usage_daily). Of more '
  'than p_users users the others are summed up.';

create function public.get_usage(
  p_team_id uuid,
  p_user_id uuid default null,
  p_days int default null,
  p_from date default null,
  p_to date default null
) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  asked constant uuid := coalesce(p_user_id, private.user_id());
  period record;
begin
  perform private.require_member(p_team_id);
  if asked <> private.user_id() then
    perform private.require_lead(p_team_id);
    if not exists (select from public.team_members as member where member.team_id = p_team_id and member.user_id = asked)
      and not exists (select from public.usage_daily as used where used.team_id = p_team_id and used.user_id = asked)
    then
      raise exception 'There is nobody of this id in your team.' using errcode = 'PT404';
    end if;
  end if;
  select * into strict period from private.period(private.current_zone(p_team_id), p_days, p_from, p_to, now());
  return private.count_usage(p_team_id, asked, period.first_day, period.last_day, 0) - array['byUser', 'otherUsers'] || jsonb_build_object(
    'user', coalesce(
      (
        select jsonb_build_object('id', asked, 'name', profile.display_name, 'email', profile.email)
        from public.profiles as profile
        where profile.user_id = asked
      ),
      jsonb_build_object('id', asked, 'name', null, 'email', null)
    )
  );
end
$$;
comment on function public.get_usage(uuid, uuid, int, date, date) is
  'C18, C19: what somebody used in the team, the caller unless told; leads see anybody''s who is in it or '
  'has used something there. Either p_days or p_from and p_to.';

create function public.get_team_usage(
  p_team_id uuid,
  p_days int default null,
  p_from date default null,
  p_to date default null,
  p_users int default null
) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  period record;
begin
  perform private.require_lead(p_team_id);
  select * into strict period from private.period(private.current_zone(p_team_id), p_days, p_from, p_to, now());
  if p_users < 0 then
    raise exception 'users: a whole number, 0 or more' using errcode = 'PT400';
  end if;
  return private.count_usage(p_team_id, null, period.first_day, period.last_day, p_users);
end
$$;
comment on function public.get_team_usage(uuid, int, date, date, int) is
  'C9, C20: what a team used, per user and per feature, exact against its calls. Either p_days or p_from and p_to. Of more '
  'than p_users users the others are summed up. For leads.';

grant execute on function private.count_usage(uuid, uuid, date, date, int) to authenticated;
grant execute on function public.get_usage(uuid, uuid, int, date, date), public.get_team_usage(uuid, int, date, date, int)
to authenticated;
