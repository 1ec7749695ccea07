-- Where the extension exists, any part of an error's text is found by an index; the search is bounded where it does not.
do $$
declare
  home text;
begin
  if exists (select from pg_catalog.pg_available_extensions where name = 'pg_trgm') then
    create schema if not exists extensions;
    create extension if not exists pg_trgm with schema extensions;
    select extnamespace::regnamespace::text into home from pg_catalog.pg_extension where extname = 'pg_trgm';
    execute format(
      'create index model_performance_metrics_error_text on public.model_performance_metrics '
      'using gin (error_message %s.gin_trgm_ops) with (gin_pending_list_limit = 128) '
      'where outcome <> ''ok'' and error_message is not null',
      home
    );
  end if;
exception when insufficient_privilege then
  raise notice 'pg_trgm cannot be used here: %', sqlerrm;
end
$$;

create function private.local_midnight(p_team_id uuid, p_day date) returns timestamptz
language sql stable security invoker set search_path = ''
as $$
  select greatest(midnight.first_at, zone.counts_from)
  from private.rollup_state as state
  join private.team_zones as zone on zone.team_id = state.team_id and zone.generation = state.generation
  cross join lateral (select private.first_instant(p_day, zone.time_zone)) as midnight (first_at)
  where state.team_id = p_team_id and midnight.first_at < zone.counts_until
  order by zone.counts_from
  limit 1
$$;
comment on function private.local_midnight(uuid, date) is 'The instant at which the day begins, in the zone that counted then.';

create function private.log_begins_on(p_team_id uuid) returns date
language sql stable security invoker set search_path = ''
as $$
  select ((state.calls_kept_from - interval '1 microsecond') at time zone zone.time_zone)::date + 1
  from private.rollup_state as state
  join private.team_zones as zone
    on zone.team_id = state.team_id
    and zone.generation = state.generation
    and state.calls_kept_from > zone.counts_from
    and state.calls_kept_from <= zone.counts_until
  where state.team_id = p_team_id and state.calls_kept_from > '-infinity'
$$;
comment on function private.log_begins_on(uuid) is
  'The first team-local day of which all calls are kept, where retention has removed some, else null. The log begins with it, '
  'so that its rows and its figures are of the same calls.';

create function private.log_pattern(p_search text) returns text
language sql immutable parallel safe set search_path = ''
as $$ select '%' || regexp_replace(p_search, '([\\%_])', '\\\1', 'g') || '%' $$;
comment on function private.log_pattern(text) is 'The pattern of texts that have the searched one in them.';

create function private.log_errors_from(p_team_id uuid) returns timestamptz
language plpgsql stable security invoker set search_path = ''
as $$
begin
  if to_regclass('public.model_performance_metrics_error_text') is not null then
    return null;
  end if;
  return (
    select case when count(*) = 2 then max(call."timestamp") end
    from (
      select call."timestamp"
      from public.model_performance_metrics as call
      where call.team_id = p_team_id and call.outcome <> 'ok'
      order by call."timestamp" desc, call.id desc
      offset 199999
      limit 2
    ) as call
  );
end
$$;
comment on function private.log_errors_from(uuid) is
  'The instant back to which the text of errors is searched where no index helps: that of the newest 200,000 calls that did '
  'not succeed, of those that the caller may see. Null where all are searched.';

create function private.log_scope(p_team_id uuid, p_filter jsonb) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select p_filter || jsonb_build_object(
    'startsAt', private.local_midnight(p_team_id, greatest((p_filter ->> 'from')::date, private.log_begins_on(p_team_id))),
    'endsAt', private.local_midnight(p_team_id, (p_filter ->> 'to')::date + 1),
    'errorsFrom', case when p_filter ->> 'search' is not null then private.log_errors_from(p_team_id) end
  )
$$;
comment on function private.log_scope(uuid, jsonb) is
  'A filter with the instants that its days are, and the one back to which texts of errors are searched.';

create function private.log_condition(p_team_id uuid, p_scope jsonb) returns text
language sql immutable parallel safe set search_path = ''
as $$
  select
    format('call.team_id = %L', p_team_id)
    || coalesce(
      string_agg(
        case entry.key
          when 'startsAt' then format(' and call."timestamp" >= %L', entry.value)
          when 'endsAt' then format(' and call."timestamp" < %L', entry.value)
          when 'beforeAt' then format(
            ' and call."timestamp" <= %L and (call."timestamp", call.id) < (%L, %L)',
            entry.value, entry.value, p_scope ->> 'beforeId'
          )
          when 'outcome' then case entry.value
            when 'failed' then ' and call.outcome in (''error'', ''timeout'')'
            when 'not_ok' then ' and call.outcome <> ''ok'''
            else format(' and call.outcome = %L', entry.value)
          end
          when 'model' then format(' and call.model = %L', entry.value)
          when 'provider' then format(' and call.provider = %L', entry.value)
          when 'feature' then format(' and call.feature = %L', entry.value)
          when 'taskType' then format(' and call.task_type = %L', entry.value)
          when 'errorKind' then format(
            ' and call.outcome in (''error'', ''timeout'') and coalesce(call.error_kind, ''unknown'') = %L', entry.value
          )
          when 'project' then format(' and call.project_id = %L', entry.value)
          when 'user' then format(' and call.user_id = %L', entry.value)
          when 'externalUser' then format(' and call.external_user_id = %L', entry.value)
          when 'conversation' then format(' and call.conversation_id = %L', entry.value)
          when 'run' then format(' and call.run_id = %L', entry.value)
        end,
        ''
      ),
      ''
    )
  from jsonb_each_text(jsonb_strip_nulls(p_scope)) as entry
$$;
comment on function private.log_condition(uuid, jsonb) is
  'What the calls of a scope meet, as SQL with every value quoted: the planner then knows the values, and how many calls '
  'have them. Outcome “failed” is error and timeout, “not_ok” all but ok.';

create function private.log_names(p_team_id uuid, p_search text) returns text
language plpgsql stable security invoker set search_path = ''
as $$
declare
  pattern constant text := private.log_pattern(p_search);
  users uuid[];
  features text[];
  models text[];
begin
  select array_agg(profile.user_id) into users
  from public.team_members as member
  join public.profiles as profile on profile.user_id = member.user_id
  where member.team_id = p_team_id and (profile.display_name ilike pattern or profile.email ilike pattern);
  select
    array_agg(seen.name) filter (where seen.is_feature),
    array_agg(seen.name) filter (where not seen.is_feature)
  into features, models
  from (
    select rollup.feature, true
    from private.live_rollups as rollup
    where rollup.team_id = p_team_id and rollup.grain = 'feature'
    union
    select rollup.model, false
    from private.live_rollups as rollup
    where rollup.team_id = p_team_id and rollup.grain = 'arm'
    union
    select word.name, word.is_feature
    from private.unrolled_calls(p_team_id) as call
    cross join lateral (values (call.feature, true), (call.model, false)) as word (name, is_feature)
  ) as seen (name, is_feature)
  where seen.name ilike pattern;
  return '(' || concat_ws(
    ' or ',
    format('call.external_user_id = %L', p_search),
    format('call.conversation_id in (%L, %L)', p_search, lower(p_search)),
    case when p_search ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then format('call.id = %L', p_search) end,
    case when users is not null then format('call.user_id = any (%L)', users) end,
    case when features is not null then format('call.feature = any (%L)', features) end,
    case when models is not null then format('call.model = any (%L)', models) end
  ) || ')';
end
$$;
comment on function private.log_names(uuid, text) is
  'What calls meet whose user, feature, model, conversation or id is searched for, as quoted SQL. Names are looked up first, '
  'so that calls are found by their indexes.';

create function private.log_sources(p_team_id uuid, p_scope jsonb, p_limit int) returns text[]
language plpgsql stable security invoker set search_path = ''
as $$
declare
  calls constant text := format(
    'from public.model_performance_metrics as call where %s%s',
    private.log_condition(p_team_id, p_scope),
    case
      when p_team_id in (select private.my_led_team_ids()) then ''
      when p_team_id in (select private.my_team_ids()) then format(' and call.user_id = %L', private.user_id())
      else ' and false'
    end
  );
  failed constant text := calls || ' and call.outcome <> ''ok''';
  searched constant text := p_scope ->> 'search';
  pattern constant text := private.log_pattern(searched);
  named text;
  unnamed text;
  errors_from timestamptz;
begin
  if searched is null then
    return array[calls];
  end if;
  named := private.log_names(p_team_id, searched);
  unnamed := case when p_limit is null then format(' and %s is not true', named) else '' end;
  if p_limit is not null then
    -- Where many errors have the text, the newest of them are near, while an index of texts would bring all.
    execute format(
      'select call."timestamp" from (select call.* %s order by call."timestamp" desc, call.id desc limit 2000) as call '
      'where call.error_message ilike %L order by call."timestamp" desc, call.id desc offset %s limit 1',
      failed, pattern, p_limit - 1
    )
    into errors_from;
  end if;
  errors_from := coalesce(greatest(errors_from, (p_scope ->> 'errorsFrom')::timestamptz), '-infinity');
  return array[
    format('%s and %s', calls, named),
    format('%s and call.error_message ilike %L and call."timestamp" >= %L%s', failed, pattern, errors_from, unnamed)
  ];
end
$$;
comment on function private.log_sources(uuid, jsonb, int) is
  'Where the calls of a scope come from that the caller may see (all of a team for its leads, else the caller''s own), as '
  'clauses of SQL; p_limit is how many of the newest will do. Without it, all, and no call comes from both.';

create function private.log_calls(p_team_id uuid, p_scope jsonb, p_limit int)
returns setof public.model_performance_metrics
language plpgsql stable security definer set search_path = ''
as $$
declare
  query text;
begin
  select string_agg(
    format('(select call.* %s order by call."timestamp" desc, call.id desc limit %s)', source, p_limit),
    ' union '
  )
  into query
  from unnest(private.log_sources(p_team_id, p_scope, p_limit)) as source;
  return query execute format(
    'select * from (%s) as call order by call."timestamp" desc, call.id desc limit %s', query, p_limit
  );
end
$$;
comment on function private.log_calls(uuid, jsonb, int) is
  'So many of the newest calls of a scope. Definer, because policies keep ilike from using an index; log_sources lets through '
  'what they would.';

create function public.get_call_log(
  p_team_id uuid,
  p_filter jsonb,
  p_limit int,
  p_before timestamptz default null,
  p_before_id uuid default null
) returns json
language plpgsql stable security invoker set search_path = '' set jit = off
as $$
declare
  scope jsonb;
  answer json;
begin
  perform private.require_member(p_team_id);
  if p_limit is null or p_limit not between 1 and 5000 then
    raise exception 'limit: a whole number from 1 to 5000' using errcode = 'PT400';
  end if;
  scope := private.log_scope(p_team_id, p_filter)
    || jsonb_build_object('beforeAt', p_before, 'beforeId', p_before_id);
  -- In columns: an object for each call would take three times as long, and an export has a million.
  select json_build_object(
    'calls', case when count(*) > 0 then json_build_object(
      'id', json_agg(call.id),
      'at', json_agg(call."timestamp"),
      'userId', json_agg(call.user_id),
      'userName', json_agg(call.display_name),
      'userEmail', json_agg(call.email),
      'externalUserId', json_agg(call.external_user_id),
      'feature', json_agg(call.feature),
      'project', json_agg(call.project),
      'provider', json_agg(call.provider),
      'model', json_agg(call.model),
      'responseModel', json_agg(call.response_model),
      'taskType', json_agg(call.task_type),
      'complexity', json_agg(call.task_complexity),
      'outcome', json_agg(call.outcome),
      'errorKind', json_agg(call.error_kind),
      'errorMessage', json_agg(left(call.error_message, 500)),
      'responseTimeMs', json_agg(call.response_time_ms),
      'firstTokenMs', json_agg(call.time_to_first_token_ms),
      'inputTokens', json_agg(call.input_tokens),
      'outputTokens', json_agg(call.output_tokens),
      'cachedInputTokens', json_agg(call.cached_input_tokens),
      'cacheWriteTokens', json_agg(call.cache_write_tokens),
      'reasoningTokens', json_agg(call.reasoning_tokens),
      'totalTokens', json_agg(call.tokens_used),
      'costUsd', json_agg(call.cost_usd),
      'rating', json_agg(call.user_rating),
      'source', json_agg(call.source),
      'conversationId', json_agg(call.conversation_id),
      'runId', json_agg(call.run_id)
    ) end,
    'timeZone', private.current_zone(p_team_id),
    'errorsFrom', scope -> 'errorsFrom'
  )
  into answer
  from (
    select call.*, profile.display_name, profile.email, project.name as project
    from private.log_calls(p_team_id, scope, p_limit) as call
    left join public.team_members as member on member.team_id = p_team_id and member.user_id = call.user_id
    left join public.profiles as profile on profile.user_id = member.user_id
    left join public.projects as project on project.team_id = p_team_id and project.id = call.project_id
    order by call."timestamp" desc, call.id desc
  ) as call;
  return answer;
end
$$;
comment on function public.get_call_log(uuid, jsonb, int, timestamptz, uuid) is
  'C10–C13, C15: the newest calls of a filter that the caller may see, before the call whose time and id are given, as a '
  'list for each of their columns, null without one. Keys of the filter, all optional: from, to (team-local days, inclusive), outcome (ok, error, timeout, stopped, failed), model, '
  'provider, feature, taskType, errorKind, project, user, externalUser, conversation, run, search (name or e-mail of the '
  'user, feature, model, text of the error, id). errorsFrom: the instant back to which texts of errors were searched, where '
  'that is not all of the log.';

create function public.export_call_log(
  p_lead_id uuid,
  p_team_id uuid,
  p_filter jsonb,
  p_limit int,
  p_before timestamptz default null,
  p_before_id uuid default null
) returns json
language plpgsql volatile security invoker set search_path = ''
as $$
begin
  perform
    set_config('request.jwt.claim.sub', p_lead_id::text, true),
    set_config('request.jwt.claims', jsonb_build_object('sub', p_lead_id, 'role', 'authenticated')::text, true);
  perform private.require_lead(p_team_id);
  return public.get_call_log(p_team_id, p_filter, p_limit, p_before, p_before_id);
end
$$;
comment on function public.export_call_log(uuid, uuid, jsonb, int, timestamptz, uuid) is
  'C17: get_call_log for somebody who leads the team at this moment. For the app, whose exports may outlast a token.';

create function private.count_log(p_team_id uuid, p_scope jsonb)
returns table (
  day date, calls bigint, succeeded bigint, failed bigint, input_tokens bigint, output_tokens bigint, total_tokens bigint,
  cost_usd numeric, priced_calls bigint
)
language plpgsql stable security definer set search_path = '' set jit = off
as $$
declare
  query text;
begin
  select string_agg(
    format(
      'select (call."timestamp" at time zone zone.time_zone)::date, count(*), count(*) filter (where call.success), '
      'count(*) filter (where not call.success), sum(call.input_tokens), sum(call.output_tokens), '
      'sum(call.tokens_used), sum(call.cost_usd), count(call.cost_usd) '
      'from (select call.* %s) as call '
      'join private.rollup_state as state on state.team_id = call.team_id '
      'join private.team_zones as zone on zone.team_id = call.team_id and zone.generation = state.generation '
      'and call."timestamp" >= zone.counts_from and call."timestamp" < zone.counts_until group by 1',
      source
    ),
    ' union all '
  )
  into query
  from unnest(private.log_sources(p_team_id, p_scope, null)) as source;
  return query execute query;
end
$$;
comment on function private.count_log(uuid, jsonb) is 'Counts the calls of a scope one by one, per team-local day. '
  'Definer for the same reason as log_calls.';

create function private.count_log_rollups(p_team_id uuid, p_filter jsonb)
returns table (
  day date, calls bigint, succeeded bigint, failed bigint, input_tokens bigint, output_tokens bigint, total_tokens bigint,
  cost_usd numeric, priced_calls bigint
)
language sql stable security invoker set search_path = '' set jit = off
as $$
  select
    counted.local_time::date, sum(counted.calls), sum(counted.succeeded), sum(counted.failed), sum(counted.input_tokens),
    sum(counted.output_tokens), sum(counted.total_tokens), sum(counted.cost_usd), sum(counted.priced_calls)
  from (
    select
      rollup.local_time, rollup.provider, rollup.model, rollup.task_type, rollup.feature, rollup.project_id, rollup.calls,
      rollup.succeeded, rollup.failed, rollup.input_tokens, rollup.output_tokens, rollup.total_tokens, rollup.cost_usd,
      rollup.priced_calls
    from private.live_rollups as rollup
    where rollup.team_id = p_team_id
      and rollup.grain = case
        when p_filter ? 'taskType' then 'detail'
        when not p_filter ?| array['feature', 'project'] then 'arm'
        when not p_filter ?| array['model', 'provider'] then 'feature'
        else 'detail'
      end
    union all
    select
      call.local_time, call.provider, call.model, call.task_type, call.feature, call.project_id, call.calls,
      call.succeeded, call.failed, call.input_tokens, call.output_tokens, call.total_tokens, call.cost_usd,
      (call.cost_usd is not null)::int
    from private.unrolled_calls(p_team_id) as call
  ) as counted
  where counted.local_time >= coalesce(private.log_begins_on(p_team_id), '-infinity')
    and (not p_filter ? 'provider' or counted.provider = p_filter ->> 'provider')
    and (not p_filter ? 'model' or counted.model = p_filter ->> 'model')
    and (not p_filter ? 'taskType' or counted.task_type = p_filter ->> 'taskType')
    and (not p_filter ? 'feature' or counted.feature = p_filter ->> 'feature')
    and (not p_filter ? 'project' or counted.project_id = (p_filter ->> 'project')::uuid)
  group by 1
$$;
comment on function private.count_log_rollups(uuid, jsonb) is
  'The same from the rollups and the calls they do not hold yet, for leads and filters that the rollups can tell apart; '
  'whatever the outcome.';

create function public.get_call_log_counts(p_team_id uuid, p_filter jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' set work_mem = '32MB'
as $$
declare
  -- The days to choose from are those of the whole log.
  filter constant jsonb := jsonb_strip_nulls(p_filter) - array['from', 'to'];
  scope jsonb;
  by_rollups boolean;
  answer jsonb;
begin
  perform private.require_member(p_team_id);
  scope := private.log_scope(p_team_id, filter);
  by_rollups := p_team_id in (select private.my_led_team_ids())
    and not filter ?| array['search', 'user', 'externalUser', 'conversation', 'run', 'errorKind']
    and coalesce(filter ->> 'outcome', 'ok') = 'ok';
  with part as (
    select 1 as sign, counted.* from private.count_log_rollups(p_team_id, filter) as counted where by_rollups
    union all
    -- Few calls do not succeed: of the others the rollups tell the rest.
    select -1, counted.*
    from private.count_log(p_team_id, scope || '{"outcome": "not_ok"}') as counted
    where by_rollups and filter ? 'outcome'
    union all
    select 1, counted.* from private.count_log(p_team_id, scope) as counted where not by_rollups
  ),
  counted as (
    select
      part.day,
      part.day between coalesce((p_filter ->> 'from')::date, '-infinity') and coalesce((p_filter ->> 'to')::date, 'infinity')
        as is_shown,
      sum(part.sign * part.calls) as calls,
      sum(part.sign * part.succeeded) as succeeded,
      sum(part.sign * part.failed) as failed,
      sum(part.sign * part.input_tokens) as input_tokens,
      sum(part.sign * part.output_tokens) as output_tokens,
      sum(part.sign * part.total_tokens) as total_tokens,
      sum(part.sign * part.cost_usd) as cost_usd,
      sum(part.sign * part.priced_calls) as priced_calls
    from part
    group by part.day
    having sum(part.sign * part.calls) > 0
  )
  select jsonb_build_object(
    'beginsOn', private.log_begins_on(p_team_id),
    'days', coalesce(
      jsonb_agg(jsonb_build_object('day', counted.day, 'calls', counted.calls, 'failed', counted.failed)
        order by counted.day),
      '[]'
    ),
    'totals', jsonb_build_object(
      'calls', coalesce(sum(counted.calls) filter (where counted.is_shown), 0),
      'succeeded', coalesce(sum(counted.succeeded) filter (where counted.is_shown), 0),
      'failed', coalesce(sum(counted.failed) filter (where counted.is_shown), 0),
      'inputTokens', coalesce(sum(counted.input_tokens) filter (where counted.is_shown), 0),
      'outputTokens', coalesce(sum(counted.output_tokens) filter (where counted.is_shown), 0),
      'totalTokens', coalesce(sum(counted.total_tokens) filter (where counted.is_shown), 0),
      'costUsd', coalesce(sum(counted.cost_usd) filter (where counted.is_shown), 0),
      'pricedCalls', coalesce(sum(counted.priced_calls) filter (where counted.is_shown), 0)
    )
  )
  into answer
  from counted;
  return answer;
end
$$;
comment on function public.get_call_log_counts(uuid, jsonb) is
  'C11, C14: figures of all calls of a filter of get_call_log that the caller may see, and of each team-local day of it '
  'whatever from and to, for the days to go into. Exact at any moment: by the rollups and the calls they do not hold yet '
  'where these can tell, else call by call.';

create function public.get_call_log_options(p_team_id uuid) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
begin
  perform private.require_lead(p_team_id);
  return jsonb_build_object(
    'models', (
      select coalesce(
        jsonb_agg(jsonb_build_object('provider', seen.provider, 'model', seen.model)
          order by seen.provider collate "C", seen.model collate "C"), '[]')
      from (
        select rollup.provider, rollup.model
        from private.live_rollups as rollup
        where rollup.team_id = p_team_id and rollup.grain = 'arm' and rollup.calls > 0
        union
        select call.provider, call.model from private.unrolled_calls(p_team_id) as call
      ) as seen
    ),
    'features', (
      select coalesce(jsonb_agg(seen.feature order by seen.feature collate "C"), '[]')
      from (
        select rollup.feature
        from private.live_rollups as rollup
        where rollup.team_id = p_team_id and rollup.grain = 'feature' and rollup.calls > 0
        union
        select call.feature from private.unrolled_calls(p_team_id) as call
      ) as seen
    ),
    'projects', (
      select coalesce(
        jsonb_agg(jsonb_build_object('id', project.id, 'name', project.name) order by project.name collate "C"), '[]')
      from public.projects as project
      where project.team_id = p_team_id
    ),
    'users', (
      select coalesce(
        jsonb_agg(jsonb_build_object('id', profile.user_id, 'name', profile.display_name, 'email', profile.email)
          order by profile.display_name collate "C", profile.user_id), '[]')
      from public.team_members as member
      join public.profiles as profile on profile.user_id = member.user_id
      where member.team_id = p_team_id
    )
  );
end
$$;
comment on function public.get_call_log_options(uuid) is 'What the log of a team can be filtered by (C12). For its leads.';

create function public.get_call(p_team_id uuid, p_id uuid) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  answer jsonb;
begin
  perform private.require_member(p_team_id);
  select jsonb_build_object(
    'call', to_jsonb(call) - 'txid' - 'metadata',
    'metadata', call.metadata,
    'timeZone', private.current_zone(p_team_id),
    'userName', profile.display_name,
    'userEmail', profile.email,
    'project', project.name,
    'isOwn', coalesce(call.user_id = private.user_id(), false),
    'hasConversation', exists (
      select from public.conversations as conversation
      where conversation.team_id = p_team_id
        and conversation.id = case when call.conversation_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
          then call.conversation_id::uuid end
    )
  )
  into answer
  from public.model_performance_metrics as call
  left join public.profiles as profile on profile.user_id = call.user_id
  left join public.projects as project on project.team_id = call.team_id and project.id = call.project_id
  where call.team_id = p_team_id and call.id = p_id
  order by call."timestamp" desc
  limit 1;
  if answer is null then
    raise exception 'There is no such call that you may see.' using errcode = 'PT404';
  end if;
  return answer;
end
$$;
comment on function public.get_call(uuid, uuid) is
  'C16: everything stored of one call; hasConversation where the caller may read it.';

grant execute on function
  private.local_midnight(uuid, date),
  private.log_begins_on(uuid),
  private.log_pattern(text),
  private.log_scope(uuid, jsonb),
  private.log_condition(uuid, jsonb),
  private.log_errors_from(uuid),
  private.log_names(uuid, text),
  private.log_sources(uuid, jsonb, int),
  private.log_calls(uuid, jsonb, int),
  private.count_log(uuid, jsonb),
  private.count_log_rollups(uuid, jsonb),
  public.get_call_log(uuid, jsonb, int, timestamptz, uuid),
  public.get_call_log_counts(uuid, jsonb),
  public.get_call_log_options(uuid),
  public.get_call(uuid, uuid)
to authenticated;
grant execute on function
  private.local_midnight(uuid, date),
  private.log_begins_on(uuid),
  private.log_scope(uuid, jsonb),
  private.log_errors_from(uuid),
  private.log_calls(uuid, jsonb, int),
  public.get_call_log(uuid, jsonb, int, timestamptz, uuid),
  public.export_call_log(uuid, uuid, jsonb, int, timestamptz, uuid)
to service_role;
