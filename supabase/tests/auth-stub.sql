-- What a hosted project has before the first migration, as far as the migrations rely on it: the API's roles, the auth
-- server's users, and an owner who is no superuser. The roles get no usage on schema auth, as on the local server.
do $$
begin
  if not exists (select from pg_roles where rolname = 'migrator') then
    create role anon nologin;
    create role authenticated nologin;
    create role service_role nologin bypassrls;
    create role migrator nologin bypassrls createrole;
    grant anon, authenticated, service_role to migrator;
  end if;
  execute format('alter database %I owner to migrator', current_database());
end
$$;

create schema auth;
create table auth.users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique,
  raw_user_meta_data jsonb not null default '{}'
);
create function auth.uid() returns uuid
language sql stable
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;
grant usage on schema auth to migrator;
grant all on auth.users to migrator;
alter schema public owner to pg_database_owner;
