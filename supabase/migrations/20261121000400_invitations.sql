create table public.invitations (
  team_id uuid not null references public.teams (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  role text not null check (role in ('lead', 'member')),
  token_hash bytea not null unique,
  created_by uuid references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  primary key (team_id, id)
);
comment on table public.invitations is 'Links that let one person into a team. Only the hash of a link''s token is kept.';
create index invitations_created_by on public.invitations (created_by);

alter table public.invitations enable row level security;
create policy "leads see the invitations of their teams" on public.invitations for select to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
create policy "leads revoke the invitations of their teams" on public.invitations for delete to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select (team_id, id, role, created_by, created_at, expires_at, accepted_at), delete
  on public.invitations to authenticated;
grant select, delete on public.invitations to service_role;

create function private.create_invitation(p_team_id uuid, p_role text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  -- Two random uuids carry 244 bits from the server's strong generator; no extension needed.
  token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
  made public.invitations;
begin
  if p_team_id not in (select private.my_led_team_ids()) then
    raise exception 'Only leads invite.' using errcode = 'PT403';
  end if;
  if p_role is null or p_role not in ('lead', 'member') then
    raise exception 'role: lead or member' using errcode = 'PT400';
  end if;
  insert into public.invitations (team_id, role, token_hash, created_by)
  values (p_team_id, p_role, sha256(convert_to(token, 'UTF8')), (select auth.uid()))
  returning * into made;
  return jsonb_build_object('id', made.id, 'token', token, 'expires_at', made.expires_at);
end
$$;
comment on function private.create_invitation(uuid, text) is
  'Definer, because the hash of a token is written here and nowhere else.';

create function private.read_invitation(p_token text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  answer jsonb;
begin
  select jsonb_build_object(
    'team_name', team.name,
    'role', invitation.role,
    'invited_by', inviter.display_name,
    'expires_at', invitation.expires_at
  )
  into answer
  from public.invitations as invitation
  join public.teams as team on team.id = invitation.team_id
  left join public.profiles as inviter on inviter.user_id = invitation.created_by
  where invitation.token_hash = sha256(convert_to(p_token, 'UTF8'))
    and invitation.accepted_at is null
    and invitation.expires_at > now();
  if answer is null then
    raise exception 'This invitation does not exist, was used or has expired.' using errcode = 'PT404';
  end if;
  return answer;
end
$$;
comment on function private.read_invitation(text) is
  'Definer, because whoever holds the link is not in the team yet.';

create function private.accept_invitation(p_token text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  invitation public.invitations;
begin
  if (select auth.uid()) is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  select * into invitation from public.invitations
  where token_hash = sha256(convert_to(p_token, 'UTF8'))
  for update;
  if not found then
    raise exception 'This invitation does not exist.' using errcode = 'PT404';
  end if;
  if exists (
    select from public.team_members where team_id = invitation.team_id and user_id = (select auth.uid())
  ) then
    raise exception 'You are already in this team.' using errcode = 'PT409';
  end if;
  if invitation.accepted_at is not null or invitation.expires_at <= now() then
    raise exception 'This invitation was used or has expired.' using errcode = 'PT410';
  end if;
  insert into public.team_members (team_id, user_id, role)
  values (invitation.team_id, (select auth.uid()), invitation.role);
  update public.invitations set accepted_at = now()
  where team_id = invitation.team_id and id = invitation.id;
  return jsonb_build_object('team_id', invitation.team_id);
end
$$;
comment on function private.accept_invitation(text) is
  'Definer, because the guest may not write team_members before being a member.';

create function public.create_invitation(p_team_id uuid, p_role text) returns jsonb
language sql security invoker set search_path = ''
as $$ select private.create_invitation(p_team_id, p_role) $$;
comment on function public.create_invitation(uuid, text) is 'A link''s token for one guest, valid for seven days; it cannot be read again.';

create function public.read_invitation(p_token text) returns jsonb
language sql stable security invoker set search_path = ''
as $$ select private.read_invitation(p_token) $$;
comment on function public.read_invitation(text) is 'What the holder of a link may know before accepting.';

create function public.accept_invitation(p_token text) returns jsonb
language sql security invoker set search_path = ''
as $$ select private.accept_invitation(p_token) $$;
comment on function public.accept_invitation(text) is 'Joins the team of the invitation, once.';

grant execute on function
  private.create_invitation(uuid, text),
  public.create_invitation(uuid, text),
  private.accept_invitation(text),
  public.accept_invitation(text)
to authenticated;
grant execute on function private.read_invitation(text), public.read_invitation(text) to anon, authenticated;
