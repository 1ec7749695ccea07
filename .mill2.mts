import pg from 'pg'
import { startNativePostgres } from './tests/native-postgres'
import { migrateNative } from './supabase/tests/start-databases'
const server = await startNativePostgres(17)
process.on('SIGTERM', async () => { await server.stop(); process.exit(1) })
try {
await migrateNative(server.url())
const c = new pg.Client(server.url()); await c.connect()
const N = Number(process.argv[2] ?? 1000000)
await c.query(`insert into auth.users (email) select 'person'||n||'@example.com' from generate_series(1,20) n`)
const { rows: [m] } = await c.query('select team_id, user_id from public.team_members order by 1 limit 1')
await c.query(`insert into public.team_members select '${m.team_id}', user_id, 'member' from public.profiles where user_id <> '${m.user_id}'`)
let t = Date.now()
await c.query(`insert into public.model_performance_metrics (team_id,"timestamp",id,user_id,model,provider,task_type,feature,outcome,error_kind,error_message,response_time_ms,input_tokens,output_tokens,tokens_used,cost_usd,metadata)
 select '${m.team_id}', now() - n * interval '88 days' / ${N}, gen_random_uuid(), (array(select user_id from public.profiles order by 1))[1 + n % 20],
 'model-' || n % 8, 'provider', (private.task_types())[1 + (n/3) % 8], case when n % 50000 = 7 then 'rare_feature' else (array['chat','rag_pipeline','knowledge_qa'])[1 + (n/7) % 3] end,
 case when hashint4(n) % 20 = 0 then 'error' else 'ok' end, case when hashint4(n) % 20 = 0 then 'rate_limited' end,
 case when hashint4(n) % 20 = 0 then case when hashint4(n) % 200 = 0 then 'Upstream connection reset by peer ' else 'Rate limit reached for requests ' end || n end,
 1000 + n % 3000, 400, 200, 600, 0.002, '{"n":1}' from generate_series(1, ${N}) n`)
console.log('inserted', Date.now() - t); t = Date.now()
await c.query('analyze'); 
for (const [name] of [['rolled up']]) { const { rows } = await c.query('select private.roll_up(10000000)'); console.log(name, rows[0], Date.now() - t) }
await c.query('analyze'); await c.query('vacuum public.model_performance_metrics')
await c.query(`select set_config('request.jwt.claims', '${JSON.stringify({ sub: m.user_id, role: 'authenticated' })}', false)`)
await c.query('set role authenticated')
const time = async (name: string, sql: string) => { const ms: number[] = []; let rows; for (let i = 0; i < 7; i++) { const t = performance.now(); rows = (await c.query(sql)).rows; ms.push(performance.now() - t) } ms.sort((a, b) => a - b); console.log(name.padEnd(46), ms[3].toFixed(1), 'ms  (first-worst', ms[6].toFixed(0) + ')'); return rows }
for (const where of [``, ` and user_id = '${m.user_id}'`]) for (const r of (await c.query(`explain (analyze, costs on, timing off) select * from public.usage_daily where team_id='${m.team_id}' and day between current_date - 29 and current_date${where}`)).rows) console.log(r['QUERY PLAN'])
const log = (f: object, limit = 50, before = '') => `select public.get_call_log('${m.team_id}', '${JSON.stringify(f)}', ${limit}${before}) as a`
const deep = async (f: object, pages: number) => { const { rows } = await c.query(`select "timestamp" as at, id from public.model_performance_metrics call where team_id='${m.team_id}' ${f} order by 1 desc, 2 desc offset ${pages * 50} limit 1`); return rows[0] ? `, '${rows[0].at.toISOString()}', '${rows[0].id}'` : null }
const mf = { model: 'model-3', outcome: 'failed' }
await time('usage own 30', `select public.get_usage('${m.team_id}', null, 30)`)
await time('usage team 30', `select public.get_team_usage('${m.team_id}', 30)`)
await time('usage team 365', `select public.get_team_usage('${m.team_id}', 365)`)
await time('export page 2000', log({}, 2000))
await time('export page 5000', log({}, 5000))
await c.query('reset role')
console.log((await c.query(`select count(*) as trgm from pg_extension where extname='pg_trgm'`)).rows[0])
for (const r of (await c.query(`select regexp_replace(i.relname,'^calls_[0-9w]+_','') as idx, pg_size_pretty(sum(pg_relation_size(i.oid))) s from pg_class i where i.relkind='i' and i.relname like 'calls\\_%' group by 1 order by sum(pg_relation_size(i.oid)) desc`)).rows) console.log(r.idx, r.s)
await c.end()
} finally { await server.stop() }
process.exit(0)
