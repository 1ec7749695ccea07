create table public.model_prices (
  team_id uuid references public.teams (id) on delete cascade,
  provider text not null check (length(provider) between 1 and 100 and provider = lower(btrim(provider))),
  model text not null check (length(model) between 1 and 200 and model = lower(btrim(model))),
  valid_from timestamptz not null,
  input_usd_per_mtok numeric not null check (input_usd_per_mtok between 0 and 1000000),
  output_usd_per_mtok numeric not null check (output_usd_per_mtok between 0 and 1000000),
  cache_read_usd_per_mtok numeric check (cache_read_usd_per_mtok between 0 and 1000000),
  cache_write_usd_per_mtok numeric check (cache_write_usd_per_mtok between 0 and 1000000),
  reasoning_usd_per_mtok numeric check (reasoning_usd_per_mtok between 0 and 1000000),
  unique nulls not distinct (team_id, provider, model, valid_from)
);
comment on table public.model_prices is
  'Prices that hold in place of the catalogue''s, in US dollars per million tokens. A call keeps the prices it was '
  'written with: what changes here concerns calls that are written later.';
comment on column public.model_prices.team_id is 'Null means for all teams; the operator writes those.';
comment on column public.model_prices.model is 'In small letters; with * at its end all that begin so.';
comment on column public.model_prices.valid_from is 'For calls made from then on.';
comment on column public.model_prices.cache_read_usd_per_mtok is 'Null means as other input.';
comment on column public.model_prices.cache_write_usd_per_mtok is 'Null means as other input.';
comment on column public.model_prices.reasoning_usd_per_mtok is 'Null means as other output.';

alter table public.model_prices enable row level security;
create policy "leads see the prices of their teams and those for all" on public.model_prices
  for select to authenticated
  using (
    team_id = any (array(select private.my_led_team_ids()))
    or (team_id is null and exists (select private.my_led_team_ids()))
  );
create policy "leads set prices of their teams" on public.model_prices for insert to authenticated
  with check (team_id = any (array(select private.my_led_team_ids())));
create policy "leads correct prices of their teams" on public.model_prices for update to authenticated
  using (team_id = any (array(select private.my_led_team_ids())))
  with check (team_id = any (array(select private.my_led_team_ids())));
create policy "leads remove prices of their teams" on public.model_prices for delete to authenticated
  using (team_id = any (array(select private.my_led_team_ids())));
grant select, insert, update, delete on public.model_prices to authenticated, service_role;

create function public.get_prices(p_team_id uuid) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(price) order by price.provider, price.model, price.valid_from desc), '[]')
  from public.model_prices as price
  where price.team_id = p_team_id or price.team_id is null
$$;
comment on function public.get_prices(uuid) is
  'The team''s own prices and those for all teams: rows of model_prices, as far as the caller may see them.';
grant execute on function public.get_prices(uuid) to authenticated, service_role;
