-- Nothing is reachable unless a later statement says so. The default privileges are revoked for every schema
-- (a per-schema revoke cannot undo the built-in grant to public) and for the roles that hosted projects pre-grant.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
revoke all on schema public from public;
grant usage on schema public to anon, authenticated, service_role;

create schema private;
comment on schema private is 'Machinery that the API does not expose: partitions, rollups, definer helpers.';
grant usage on schema private to anon, authenticated, service_role;

create function private.user_id() returns uuid
language sql stable security definer set search_path = ''
as $$ select auth.uid() $$;
comment on function private.user_id() is
  'Who is calling. Definer, because callers may not hold usage on schema auth.';
grant execute on function private.user_id() to anon, authenticated, service_role;
