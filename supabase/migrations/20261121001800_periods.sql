create function private.period(
  p_time_zone text,
  p_days int,
  p_from date,
  p_to date,
  p_now timestamptz,
  out days int,
  out first_day date,
  out last_day date,
  out starts_at timestamptz,
  out ends_at timestamptz,
  out previous_first_day date,
  out previous_last_day date,
  out previous_starts_at timestamptz,
  out previous_ends_at timestamptz
)
language plpgsql stable parallel safe set search_path = ''
as $$
declare
  local_now timestamp := p_now at time zone p_time_zone;
  longest constant int := 365;
begin
  if p_from is null and p_to is null then
    if p_days is null or p_days not between 1 and longest then
      raise exception 'days: a whole number from 1 to %', longest using errcode = 'PT400';
    end if;
    last_day := local_now::date;
    first_day := last_day - (p_days - 1);
  else
    if p_from is null then
      raise exception 'from: is needed when to is given' using errcode = 'PT400';
    elsif p_to is null then
      raise exception 'to: is needed when from is given' using errcode = 'PT400';
    elsif p_to < p_from then
      raise exception 'from: must not be after to' using errcode = 'PT400';
    elsif p_to - p_from >= longest then
      raise exception 'to: must be at most % days, from included', longest using errcode = 'PT400';
    end if;
    first_day := p_from;
    last_day := greatest(p_from, least(p_to, local_now::date));
  end if;
  days := last_day - first_day + 1;
  previous_first_day := first_day - days;
  previous_last_day := last_day - days;
  starts_at := private.first_instant(first_day, p_time_zone);
  ends_at := greatest(starts_at, least(private.first_instant(last_day + 1, p_time_zone), p_now));
  previous_starts_at := private.first_instant(previous_first_day, p_time_zone);
  previous_ends_at := private.first_instant(
    least((last_day + 1)::timestamp, greatest(local_now, first_day::timestamp)) - make_interval(days => days), p_time_zone
  );
end
$$;
comment on function private.period(text, int, date, date, timestamptz) is
  'The last p_days team-local days up to p_now, or those from p_from to p_to (inclusive, cut at p_now), as days and as '
  'half-open instants; and the same span as many days earlier, so that an unfinished day is compared with an equally '
  'unfinished one. Days of 23 and 25 hours are whole days.';

create function private.require_member(p_team_id uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if p_team_id is null then
    raise exception 'team_id: is missing' using errcode = 'PT400';
  elsif p_team_id not in (select private.my_team_ids()) then
    raise exception 'There is no such team of yours.' using errcode = 'PT404';
  end if;
end
$$;
comment on function private.require_member(uuid) is 'Refuses strangers, to whom the team does not exist.';

create function private.require_lead(p_team_id uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform private.require_member(p_team_id);
  if p_team_id not in (select private.my_led_team_ids()) then
    raise exception 'Only leads of the team can see this.' using errcode = 'PT403';
  end if;
end
$$;
comment on function private.require_lead(uuid) is 'Refuses whoever does not lead the team; to strangers it does not exist.';

grant execute on function
  private.period(text, int, date, date, timestamptz),
  private.require_member(uuid),
  private.require_lead(uuid)
to authenticated, service_role;
