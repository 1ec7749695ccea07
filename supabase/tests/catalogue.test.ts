import { expect } from 'vitest'
import { onEveryDatabase } from './stories'

/** What Supabase's advisors do not see. Each query names the offenders; `ours` are the schemas of the migrations. */
const ours = `('public', 'private')`

const OFFENDERS = {
  'A1 every table, partitioned parent and partition has row-level security': `
    select class.oid::regclass::text as name
    from pg_class as class
    where class.relnamespace::regnamespace::text in ${ours}
      and class.relkind in ('r', 'p')
      and not class.relrowsecurity`,
  'A11 every view asks with the rights of the caller': `
    select class.oid::regclass::text as name
    from pg_class as class
    where class.relnamespace::regnamespace::text in ${ours}
      and (
        class.relkind = 'm'
        or class.relkind = 'v' and not coalesce('security_invoker=true' = any (class.reloptions), false)
      )`,
  'A11 no function in public has more rights than its caller': `
    select routine.oid::regprocedure::text as name
    from pg_proc as routine
    where routine.pronamespace = 'public'::regnamespace and routine.prosecdef`,
  'A11 every function pins an empty search path': `
    select routine.oid::regprocedure::text as name
    from pg_proc as routine
    where routine.pronamespace::regnamespace::text in ${ours}
      and not coalesce('search_path=""' = any (routine.proconfig), false)`,
  'A11 nothing is executable by everybody': `
    select routine.oid::regprocedure::text as name
    from pg_proc as routine
    where routine.pronamespace::regnamespace::text in ${ours}
      and exists (
        select from aclexplode(coalesce(routine.proacl, acldefault('f', routine.proowner))) as entry
        where entry.grantee = 0
      )`,
  'A11 every definer function that people may call asks who they are': `
    select routine.oid::regprocedure::text as name
    from pg_proc as routine
    where routine.pronamespace::regnamespace::text in ${ours}
      and routine.prosecdef
      and has_function_privilege('authenticated', routine.oid, 'execute')
      -- What the log reads is what log_sources, which asks, names.
      and routine.prosrc !~ 'auth\\.uid\\(\\)|private\\.my_(led_)?team_ids\\(\\)|private\\.log_sources\\('
      and routine.proname <> 'read_invitation'`,
  'A11 what nobody may do, a visitor cannot: functions but the reading of an invitation': `
    select routine.oid::regprocedure::text as name
    from pg_proc as routine
    where routine.pronamespace = 'public'::regnamespace
      and has_function_privilege('anon', routine.oid, 'execute')
      and routine.proname <> 'read_invitation'`,
  'A1 a visitor reaches no table': `
    select class.oid::regclass::text as name
    from pg_class as class
    where class.relnamespace::regnamespace::text in ${ours}
      and class.relkind in ('r', 'p', 'v')
      and (
        has_table_privilege('anon', class.oid, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege('anon', class.oid, 'select, insert, update')
      )`,
  'A1 nobody but the owner empties tables or hangs things on them': `
    select class.oid::regclass::text || ' ' || role.name as name
    from pg_class as class
    cross join (values ('authenticated'), ('service_role')) as role (name)
    where class.relnamespace::regnamespace::text in ${ours}
      and class.relkind in ('r', 'p', 'v')
      and has_table_privilege(role.name, class.oid, 'truncate, references, trigger')`,
  'A1 people cannot write calls': `
    select column_name as name
    from (values ('insert'), ('update')) as privilege (name)
    cross join information_schema.columns as col
    where col.table_schema = 'public' and col.table_name = 'model_performance_metrics'
      and has_column_privilege('authenticated', 'public.model_performance_metrics', column_name, privilege.name)
    union all
    select 'delete' where has_table_privilege('authenticated', 'public.model_performance_metrics', 'delete')`,
  'A1 partitions are reached through their parent only': `
    select class.oid::regclass::text || ' ' || role.name as name
    from pg_inherits as inheritance
    join pg_class as class on class.oid = inheritance.inhrelid and class.relkind = 'r'
    cross join (values ('authenticated'), ('service_role')) as role (name)
    where has_table_privilege(role.name, class.oid, 'select, insert, update, delete')`,
  'A1 every table, view and function says what it is': `
    select class.oid::regclass::text as name
    from pg_class as class
    where class.relnamespace::regnamespace::text in ${ours}
      and class.relkind in ('r', 'p', 'v')
      and not class.relispartition
      and obj_description(class.oid, 'pg_class') is null
    union all
    select routine.oid::regprocedure::text
    from pg_proc as routine
    where routine.pronamespace::regnamespace::text in ${ours}
      and obj_description(routine.oid, 'pg_proc') is null`,
  'A1 keys of tenants start with the team': `
    select class.oid::regclass::text as name
    from pg_class as class
    join pg_attribute as attribute on attribute.attrelid = class.oid and attribute.attname = 'team_id'
    left join pg_index as key on key.indrelid = class.oid
      and (key.indisprimary or key.indisunique and key.indnullsnotdistinct)
    where class.relnamespace::regnamespace::text in ${ours}
      and class.relkind in ('r', 'p')
      and key.indkey[0] is distinct from attribute.attnum`,
  'A1 no foreign key points at the calls, whose partitions must go': `
    select rule.conname as name
    from pg_constraint as rule
    where rule.contype = 'f' and rule.confrelid = 'public.model_performance_metrics'::regclass`,
}

onEveryDatabase('the catalogue', (story) => {
  for (const [title, query] of Object.entries(OFFENDERS)) {
    story(title, async (db) => {
      expect(await db.sql(query)).toEqual([])
    })
  }

  story('A1 the queries above would find offenders', async (db) => {
    await db.sql('create table private.bad (team_id uuid, id uuid primary key)')
    await db.sql('grant all on private.bad to anon, authenticated')
    await db.sql('create view public.bad with (security_invoker = false) as select 1 as one')
    await db.sql('grant all on public.bad to anon, authenticated')
    await db.sql("create function public.bad() returns int language sql security definer as 'select 1'")
    await db.sql('grant execute on function public.bad() to public')
    await db.sql('grant all on public.model_performance_metrics to authenticated')
    const [part] = await db.sql(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'public.model_performance_metrics'::regclass limit 1",
    )
    await db.sql(`grant select on ${part?.name} to authenticated`)
    for (const [title, query] of Object.entries(OFFENDERS)) {
      if (title.includes('foreign key')) continue
      expect(await db.sql(query), title).not.toEqual([])
    }
  })
})
