create function private.task_types() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array[
    'general_chat', 'coding', 'analysis', 'reasoning', 'creative', 'file_processing', 'function_calling', 'other'
  ]
$$;
comment on function private.task_types() is 'What a user can want of a model, as the checks of the tables know it.';

create function private.percent(hits bigint, total bigint) returns float8
language sql immutable parallel safe set search_path = ''
as $$ select 100 * hits::float8 / nullif(total, 0) $$;
comment on function private.percent(bigint, bigint) is 'A share as 0–100; null of nothing.';

create function private.quality_score(success_rate float8, satisfaction float8, avg_ms float8) returns float8
language sql immutable parallel safe set search_path = ''
as $$
  select case
    when satisfaction is null then (0.4 * success_rate + 0.2 * speed.score) / 0.6
    else 0.4 * success_rate + 0.4 * satisfaction + 0.2 * speed.score
  end
  from (select greatest(0, 100 - least(100, coalesce(avg_ms, 10000) / 100)) as score) as speed
$$;
comment on function private.quality_score(float8, float8, float8) is
  'A31, 0–100, of rates 0–100 and the mean milliseconds of successful calls; satisfaction is null without a rating. '
  'lib/recommender/quality-score.ts is the same formula in the same order.';

create function private.confidence(calls bigint, successes bigint, thumbs_up bigint, thumbs_down bigint) returns float8
language sql immutable parallel safe set search_path = ''
as $$
  select 100 * (
    0.5 * least(1, calls / 50::float8)
    + 0.3 * coalesce(successes / nullif(calls, 0)::float8, 0)
    + 0.2 * coalesce(thumbs_up / nullif(thumbs_up + thumbs_down, 0)::float8, 0.5)
  )
$$;
comment on function private.confidence(bigint, bigint, bigint, bigint) is
  'A32, 0–100; calls are those that succeeded or failed.';

grant execute on function
  private.task_types(),
  private.percent(bigint, bigint),
  private.quality_score(float8, float8, float8),
  private.confidence(bigint, bigint, bigint, bigint)
to authenticated, service_role;
