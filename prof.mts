import { readFileSync } from 'node:fs'
import pg from 'pg'
import { CALL_COLUMNS } from './lib/analytics/call-columns'
import { writeCsvStream } from 'hucre/csv'
import * as log from './lib/analytics/log'
const { url, lead } = JSON.parse(readFileSync('/tmp/h4lab/lab.json', 'utf8'))
pg.types.setTypeParser(114, (x) => x)
const client = new pg.Client(url); await client.connect()
await client.query("select set_config('request.jwt.claim.sub', $1, false), set_config('request.jwt.claims', $2, false)", [lead.userId, JSON.stringify({ sub: lead.userId, role: 'authenticated' })])
const { rows } = await client.query(`select public.get_call_log('${lead.teamId}','{}',2501) as a`)
const text = rows[0].a as string
console.log(text.length)
await client.end()
const fake = { rpc: async () => ({ data: JSON.parse(text), error: null, status: 200 }) } as never
const time = async (name: string, f: () => unknown) => { for (let i=0;i<20;i++) await f(); const c = process.cpuUsage(); for (let i = 0; i < 40; i++) await f(); const d = process.cpuUsage(c); console.log(name, ((d.user + d.system) / 1000 / 40).toFixed(2), 'ms cpu') }
await time('JSON.parse', () => JSON.parse(text))
const run = () => log.getCallLog(fake, lead.teamId, {} as never, { limit: 2500, before: null })
await time('getCallLog', run)
const page = await run()
await time('rows', () => page.calls.map((call) => CALL_COLUMNS.map(({ value }) => value(call))))
const rs = page.calls.map((call) => CALL_COLUMNS.map(({ value }) => value(call)))
await time('csv', async () => { for await (const _ of writeCsvStream(rs, { headers: ['a'], bom: true, escapeFormulae: true })); })
await time('csv async rows', async () => { for await (const _ of writeCsvStream((async function* () { for (const r of rs) yield r })(), { headers: ['a'], bom: true, escapeFormulae: true })); })
process.exit()
