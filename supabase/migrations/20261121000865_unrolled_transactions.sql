create table private.unrolled_transactions (
  team_id uuid not null references public.teams (id) on delete cascade,
  txid bigint not null,
  primary key (team_id, txid)
);
comment on table private.unrolled_transactions is
  'Which transactions wrote calls of a team that the rollups may not hold yet, so that rolling up looks only where there is '
  'work, however many teams there are. Gone once rolled up.';
alter table private.unrolled_transactions enable row level security;

create function private.note_unrolled_calls() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.unrolled_transactions (team_id, txid)
  select distinct written.team_id, written.txid from written
  on conflict (team_id, txid) do nothing;
  return null;
end
$$;
comment on function private.note_unrolled_calls() is 'Definer, because nobody else writes what is to be rolled up.';
create trigger note_unrolled_calls after insert on public.model_performance_metrics
  referencing new table as written
  for each statement execute function private.note_unrolled_calls();
