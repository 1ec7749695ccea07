import type { OwnerSql } from '@/supabase/local/database'

const sizes = `
  with part as (
    select inhrelid as id
    from pg_catalog.pg_inherits
    where inhparent = 'public.model_performance_metrics'::regclass
  )
  select 'table' as name, sum(pg_table_size(part.id))::float8 as bytes
  from part
  union all
  select regexp_replace(class.relname, '^calls_[0-9]+w[0-9]+_', ''), sum(pg_relation_size(class.oid))::float8
  from part
  join pg_catalog.pg_index as index on index.indrelid = part.id
  join pg_catalog.pg_class as class on class.oid = index.indexrelid
  group by 1
  order by bytes desc`

/** Bytes of all partitions with their indexes; tells of each part. */
export async function bytesPerCall(owner: OwnerSql, progress: (text: string) => void): Promise<number> {
  const [count] = await owner.query('select count(*)::int as calls from public.model_performance_metrics')
  const rows = await owner.query(sizes)
  let sum = 0
  for (const { name, bytes } of rows) {
    const each = Number(bytes) / Number(count?.calls)
    progress(`${name}: ${each.toFixed(1)} bytes a call`)
    sum += each
  }
  return sum
}
