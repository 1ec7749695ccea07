create table private.transaction_clock (
  is_only boolean primary key default true check (is_only),
  id_offset bigint not null default 0,
  server_id bigint not null
);
comment on table private.transaction_clock is
  'One row: what is added to the transaction ids of which server; in another one, as after a restore, they begin anew.';
insert into private.transaction_clock (server_id) select control.system_identifier from pg_control_system() as control;
alter table private.transaction_clock enable row level security;

create function private.transaction_id() returns bigint
language sql volatile security definer set search_path = ''
as $$
  select pg_current_xact_id()::text::bigint + clock.id_offset from private.transaction_clock as clock
$$;
comment on function private.transaction_id() is
  'The id of this transaction: greater than that of any that ended before it began, also over a restore. '
  'Definer, because writers have no business with the offset.';

create function private.settled_transaction_id() returns bigint
language sql stable security definer set search_path = ''
as $$
  select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + clock.id_offset from private.transaction_clock as clock
$$;
comment on function private.settled_transaction_id() is
  'Every transaction with a lesser id has ended: what it wrote is seen, by this statement and all later ones, or never will be. '
  'Definer for the same reason as transaction_id.';

grant execute on function private.transaction_id() to service_role;
