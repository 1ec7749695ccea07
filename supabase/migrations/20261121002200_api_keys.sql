create table public.api_keys (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null check (length(btrim(name)) between 1 and 100),
  prefix text not null,
  key_hash bytea not null unique,
  created_by uuid references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (team_id, id)
);
comment on table public.api_keys is
  'Keys by which programs report to a team. Only the SHA-256 hash of a key is kept; a revoked one stays as a record.';
comment on column public.api_keys.prefix is 'How the key begins, to know it by.';
comment on column public.api_keys.last_used_at is 'To the minute.';
create index api_keys_created_by on public.api_keys (created_by);

alter table public.api_keys enable row level security;
create policy "leads see the keys of their teams" on public.api_keys for select to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select (team_id, id, name, prefix, created_by, created_at, last_used_at, revoked_at)
  on public.api_keys to authenticated;
grant select, update (last_used_at), delete on public.api_keys to service_role;

create function private.create_api_key(p_team_id uuid, p_name text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  -- Two random uuids carry 244 bits from the server's strong generator; no extension needed.
  key text := 'aug_' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
  made uuid;
begin
  if p_team_id is null or p_team_id not in (select private.my_led_team_ids()) then
    raise exception 'Only leads make keys.' using errcode = 'PT403';
  end if;
  if p_name is null or length(btrim(p_name)) not between 1 and 100 then
    raise exception 'name: between 1 and 100 characters' using errcode = 'PT400';
  end if;
  insert into public.api_keys (team_id, name, prefix, key_hash, created_by)
  values (p_team_id, btrim(p_name), left(key, 12), sha256(convert_to(key, 'UTF8')), (select auth.uid()))
  returning id into made;
  return jsonb_build_object('id', made, 'key', key);
end
$$;
comment on function private.create_api_key(uuid, text) is
  'Definer, because the hash of a key is written here and nowhere else.';

create function private.revoke_api_key(p_team_id uuid, p_key_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if p_team_id is null or p_team_id not in (select private.my_led_team_ids()) then
    raise exception 'Only leads revoke keys.' using errcode = 'PT403';
  end if;
  update public.api_keys set revoked_at = now()
  where team_id = p_team_id and id = p_key_id and revoked_at is null;
  if not found then
    raise exception 'This key does not exist or is revoked already.' using errcode = 'PT404';
  end if;
end
$$;
comment on function private.revoke_api_key(uuid, uuid) is
  'Definer, because a policy of updates could not keep a revoked key revoked.';

create function public.create_api_key(p_team_id uuid, p_name text) returns jsonb
language sql security invoker set search_path = ''
as $$ select private.create_api_key(p_team_id, p_name) $$;
comment on function public.create_api_key(uuid, text) is 'A new key of the team, aug_ and 64 hexadecimal digits; it cannot be read again.';

create function public.revoke_api_key(p_team_id uuid, p_key_id uuid) returns void
language sql security invoker set search_path = ''
as $$ select private.revoke_api_key(p_team_id, p_key_id) $$;
comment on function public.revoke_api_key(uuid, uuid) is 'Ends a key of the team for good.';

grant execute on function
  private.create_api_key(uuid, text),
  private.revoke_api_key(uuid, uuid),
  public.create_api_key(uuid, text),
  public.revoke_api_key(uuid, uuid)
to authenticated;

create function public.use_api_key(p_key_hash text) returns jsonb
language sql volatile security invoker set search_path = ''
as $$
  with noted as (
    update public.api_keys set last_used_at = now()
    where key_hash = decode(p_key_hash, 'hex')
      and revoked_at is null
      -- A write for every look would make a dead row of each.
      and (last_used_at is null or last_used_at < now() - interval '1 minute')
  )
  select jsonb_build_object('team_id', team_id, 'key_id', id)
  from public.api_keys
  where key_hash = decode(p_key_hash, 'hex') and revoked_at is null
$$;
comment on function public.use_api_key(text) is
  'Whose key has this SHA-256 hash (hexadecimal), noting that it was used; null for one that is unknown or revoked. For the server.';
grant execute on function public.use_api_key(text) to service_role;
