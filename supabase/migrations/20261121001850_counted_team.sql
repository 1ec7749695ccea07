create function private.counted_team(p_team_id uuid) returns json
language sql stable security invoker set search_path = ''
as $$
  select json_build_object(
    'id', team.id,
    'name', team.name,
    'timeZone', zone.time_zone,
    'isDemo', team.is_demo,
    'zoneSince', case when zone.counts_from > '-infinity' then (zone.counts_from at time zone zone.time_zone)::date end,
    'nextTimeZone', nullif(team.time_zone, zone.time_zone),
    'nextZoneFrom', (
      select (next.counts_from at time zone next.time_zone)::date
      from private.team_zones as next
      where next.team_id = team.id and next.generation = state.generation and next.counts_from > now()
    ),
    'recounted', case
      when team.time_zone <> zone.time_zone or state.rebuild_phase = 'stage' then private.recounted_share(team.id)
    end,
    'recountFails', private.fails(team.id, 'rebuild')
  )
  from public.teams as team
  join private.rollup_state as state on state.team_id = team.id
  join private.current_zones as zone on zone.team_id = team.id
  where team.id = p_team_id
$$;
comment on function private.counted_team(uuid) is
  'Which zone''s days a team''s figures are of, since when and, while another one was chosen, how far its days are counted: '
  '"recounted" is 0–1, "nextZoneFrom" the first day of a zone that is counted already but not reached yet.';

create function public.get_counted_zone(p_team_id uuid) returns json
language plpgsql stable security invoker set search_path = ''
as $$
begin
  perform private.require_lead(p_team_id);
  return json_build_object('team', private.counted_team(p_team_id), 'generatedAt', now());
end
$$;
comment on function public.get_counted_zone(uuid) is 'counted_team, for leads of the team.';

grant execute on function private.counted_team(uuid) to authenticated, service_role;
grant execute on function public.get_counted_zone(uuid) to authenticated;
