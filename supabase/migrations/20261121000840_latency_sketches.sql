create function private.latency_bounds() returns int[]
language sql immutable parallel safe set search_path = ''
as $$
  select array_agg(floor(power(1.01::float8 / 0.99, exponent))::int + 1 order by exponent)
  from generate_series(0, 1074) as exponent
$$;
comment on function private.latency_bounds() is
  'The least milliseconds of each bucket of a latency sketch: width_bucket(ms, private.latency_bounds()) is '
  'ceil(ln(ms) / ln(1.01 / 0.99)), and 0 for less than 2 ms, so that the middle of a bucket is within 1 % of what is in it '
  '(Masson, Rim & Lee 2019). lib/analytics/latency-sketch.ts counts in the same buckets.';

create function private.latency_quantiles(sketch numeric, calls bigint, quantiles float8[]) returns float8[]
language plpgsql immutable strict parallel safe set search_path = ''
as $$
declare
  -- As bytes, of which a piece is cut out without counting those before it.
  digits constant bytea := convert_to(sketch::text, 'UTF8');
  buckets constant int := (length(digits) + 11) / 12;
  below bigint := calls;
  wanted int := cardinality(quantiles);
  rank float8 := greatest(0, ceil(quantiles[wanted] * calls) - 1);
  times float8[] := quantiles;
  -- Where the digits of the next bucket begin, from 1; the first ones are fewer than twelve.
  place int := length(digits) + 1 - 12 * buckets;
  together bigint;
begin
  while place <= length(digits) loop
    -- Eight buckets at a glance, and one by one only where a quantile is among them.
    together := mod(convert_from(substring(digits from place for 96), 'UTF8')::numeric, 999999999999);
    if below - together > rank then
      below := below - together;
      place := place + 96;
      continue;
    end if;
    for piece in 1..8 loop
      exit when place > length(digits);
      below := below - convert_from(substring(digits from place for 12), 'UTF8')::bigint;
      place := place + 12;
      while below <= rank loop
        times[wanted] := 0.99 * power(1.01::float8 / 0.99, (length(digits) + 1 - place) / 12);
        wanted := wanted - 1;
        if wanted = 0 then
          return times;
        end if;
        rank := greatest(0, ceil(quantiles[wanted] * calls) - 1);
      end loop;
    end loop;
  end loop;
  return null;
end
$$;
comment on function private.latency_quantiles(numeric, bigint, float8[]) is
  'The milliseconds that these shares (0–1, ascending) of the calls of a sketch, so many in all, stay within, within 1 % of a '
  'time that was measured (the one of percentile_disc), or 1 ms. A sketch is a number whose digits to the base 10^12 are the '
  'calls in each bucket, the first bucket last: sketches merge by adding them. Of several buckets the remainder by 10^12 − 1 '
  'is the sum of their digits, all their calls. Null where a sketch holds fewer calls than that.';

grant execute on function private.latency_bounds(), private.latency_quantiles(numeric, bigint, float8[])
  to authenticated, service_role;
