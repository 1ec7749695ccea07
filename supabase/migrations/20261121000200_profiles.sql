create table public.profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  email text not null,
  display_name text not null check (length(display_name) between 1 and 100),
  created_at timestamptz not null default now()
);
comment on table public.profiles is 'What members of a team may know of each other.';

alter table public.profiles enable row level security;
grant select on public.profiles to authenticated, service_role;
grant update (display_name) on public.profiles to authenticated;
