create function private.departed_people(events jsonb) returns uuid[]
language plpgsql volatile security definer set search_path = ''
as $$
declare
  named constant uuid[] := array(
    select distinct (event ->> 'user_id')::uuid
    from jsonb_array_elements(events) as event
    where event ->> 'user_id' is not null
  );
  present constant uuid[] := array(
    select profile.user_id
    from public.profiles as profile
    where profile.user_id = any (named)
    order by profile.user_id
    -- Whose account is being deleted is waited for, and nobody's is deleted until the events are written.
    for key share
  );
begin
  return array(select unnest(named) except select unnest(present));
end
$$;
comment on function private.departed_people(jsonb) is
  'Whom the events name that has no account any more. Definer, because the server may not lock profiles otherwise.';

create function private.without_people(events jsonb, people uuid[]) returns jsonb
language sql immutable parallel safe set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      case
        when named.one = any (people)
        then event.one || jsonb_build_object('user_id', null, 'conversation_id', null, 'error_message', null)
        else event.one
      end
      order by event.place
    ),
    '[]'
  )
  from jsonb_array_elements(events) with ordinality as event (one, place)
  cross join lateral (select (event.one ->> 'user_id')::uuid as one) as named
  where named.one is null
    or named.one <> all (people)
    or event.one ->> 'kind' not in ('conversation', 'message', 'feedback', 'signal')
$$;
comment on function private.without_people(jsonb, uuid[]) is
  'The events with as much of these people as is left when an account is deleted: what they wrote and thought goes, what a '
  'team''s figures rest on stays without them.';

grant execute on function private.departed_people(jsonb), private.without_people(jsonb, uuid[]) to service_role;
