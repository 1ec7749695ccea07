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

create function private.latency_quantiles(sketch numeric, quantiles float8[]) returns float8[]
language plpgsql immutable strict parallel safe set search_path = ''
as $$
declare
  digits constant text := sketch::text;
  buckets constant int := (length(digits) + 11) / 12;
  counts constant bytea := decode(repeat('0', 12 * buckets - length(digits)) || digits, 'hex');
  calls constant bigint := mod(sketch, 999999999999);
  below bigint := calls;
  wanted int := cardinality(quantiles);
  rank float8 := greatest(0, ceil(quantiles[wanted] * calls) - 1);
  times float8[] := quantiles;
  place int := 0;
  together bigint;
begin
  while place < buckets loop
    -- Eight buckets at a glance, and one by one only where a quantile is among them.
    together := mod(encode(substring(counts from 6 * place + 1 for 48), 'hex')::numeric, 999999999999);
    if below - together > rank then
      below := below - together;
      place := place + 8;
      continue;
    end if;
    for bucket in reverse buckets - 1 - place .. greatest(buckets - 8 - place, 0) loop
      below := below - encode(substring(counts from 6 * (buckets - 1 - bucket) + 1 for 6), 'hex')::bigint;
      while below <= rank loop
        times[wanted] := 0.99 * power(1.01::float8 / 0.99, bucket);
        wanted := wanted - 1;
        if wanted = 0 then
          return times;
        end if;
        rank := greatest(0, ceil(quantiles[wanted] * calls) - 1);
      end loop;
    end loop;
    place := place + 8;
  end loop;
  return null;
end
$$;
comment on function private.latency_quantiles(numeric, float8[]) is
  'The milliseconds that these shares (0–1, ascending) of the calls of a sketch stay within, within 1 % of a '
  'time that was measured (the one of percentile_disc), or 1 ms. A sketch is a number whose digits to the base 10^12 are the calls in each bucket, the first bucket '
  'last: sketches merge by adding them. The remainder by 10^12 − 1 is the sum of its digits, all calls. Null for 0.';

grant execute on function private.latency_bounds(), private.latency_quantiles(numeric, float8[])
  to authenticated, service_role;
