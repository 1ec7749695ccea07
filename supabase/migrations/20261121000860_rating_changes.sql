create table private.rating_changes (
  team_id uuid not null references public.teams (id) on delete cascade,
  txid bigint not null default private.transaction_id(),
  id uuid not null default gen_random_uuid(),
  call_txid bigint not null,
  "timestamp" timestamptz not null,
  provider text not null,
  model text not null,
  task_type text not null,
  task_complexity text not null,
  feature text not null,
  project_id uuid,
  thumbs_up int not null,
  thumbs_down int not null,
  primary key (team_id, txid, id)
);
comment on table private.rating_changes is
  'By how much a call''s rating changed, and in which transaction: the rollups take a change over as a difference, as an '
  'update of a call that they hold already would be lost or counted twice. Gone once rolled up.';
alter table private.rating_changes enable row level security;
create policy "leads see changed ratings of their teams" on private.rating_changes for select to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select on private.rating_changes to authenticated, service_role;

create function private.note_rating_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.rating_changes (
    team_id, call_txid, "timestamp", provider, model, task_type, task_complexity, feature, project_id, thumbs_up,
    thumbs_down
  )
  values (
    new.team_id, new.txid, new."timestamp", new.provider, new.model, new.task_type, new.task_complexity, new.feature,
    new.project_id, (new.user_rating = 1)::int - (old.user_rating = 1)::int,
    (new.user_rating = -1)::int - (old.user_rating = -1)::int
  );
  return null;
end
$$;
comment on function private.note_rating_change() is 'Definer, because nobody else writes changes of ratings.';
create trigger note_changed_rating after update of user_rating on public.model_performance_metrics
  for each row when (old.user_rating <> new.user_rating) execute function private.note_rating_change();
