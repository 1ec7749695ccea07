create function private.figures(counts jsonb) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'calls', count.calls,
    'succeeded', count.succeeded,
    'failed', count.failed,
    'stopped', count.stopped,
    'successRate', rate.success,
    'thumbsUp', count."thumbsUp",
    'thumbsDown', count."thumbsDown",
    'satisfactionRate', rate.satisfaction,
    'avgResponseTime', count."avgMs",
    'p50', count.p50,
    'p95', count.p95,
    'timedCalls', count."timedCalls",
    'qualityScore', private.quality_score(rate.success, rate.satisfaction, count."avgMs"),
    'avgTokens', count."totalTokens"::float8 / nullif(count."tokenCalls", 0),
    'totalTokens', count."totalTokens",
    'totalCost', count."costUsd",
    'pricedCalls', count."pricedCalls"
  )
  from jsonb_to_record(counts) as count (
    calls bigint,
    succeeded bigint,
    failed bigint,
    stopped bigint,
    "thumbsUp" bigint,
    "thumbsDown" bigint,
    "timedCalls" bigint,
    "avgMs" float8,
    p50 float8,
    p95 float8,
    "totalTokens" bigint,
    "tokenCalls" bigint,
    "costUsd" numeric,
    "pricedCalls" bigint
  )
  cross join lateral (
    select
      private.percent(count.succeeded, count.succeeded + count.failed) as success,
      private.percent(count."thumbsUp", count."thumbsUp" + count."thumbsDown") as satisfaction
  ) as rate
$$;
comment on function private.figures(jsonb) is 'Rates and averages of what count_model_calls counted of one group.';

create function public.get_model_performance_summary(days int default 30, team_id uuid default null) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  team uuid := private.one_team(get_model_performance_summary.team_id);
  counted jsonb := private.count_model_calls(
    team, get_model_performance_summary.days, null, null, null, null, null, null, null, now()
  )::jsonb;
begin
  return jsonb_build_object('teamId', team, 'period', counted -> 'period')
    || private.figures(counted -> 'summary')
    || jsonb_build_object(
      'byModel', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object('provider', item.counts -> 'provider', 'model', item.counts -> 'model')
              || private.figures(item.counts)
            order by (item.counts ->> 'calls')::bigint desc, item.place
          ),
          '[]'
        )
        from jsonb_array_elements(counted -> 'byModel') with ordinality as item (counts, place)
      )
    );
end
$$;
comment on function public.get_model_performance_summary(int, uuid) is
  'A10: the calls of the last 1 to 365 team-local days that the caller may see, in all and per model, the most used '
  'first. Rates are 0–100, times milliseconds, money US dollars. The team may be left out by who is in one only.';

grant execute on function private.figures(jsonb) to authenticated, service_role;
grant execute on function public.get_model_performance_summary(int, uuid) to authenticated, service_role;
