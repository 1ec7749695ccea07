import pg from 'pg'
import { expect, test } from 'vitest'
import { newNativeDatabase } from './stories'

/** Twenty teams, so that an index of one team's calls is worth using. */
const fill = `
  insert into auth.users (email) select 'person' || n || '@example.com' from generate_series(1, 20) as n;
  insert into public.model_performance_metrics (
    team_id, "timestamp", id, user_id, model, provider, task_type, outcome, response_time_ms, message_id, conversation_id
  )
  select
    member.team_id,
    now() - n * interval '85 days' / 2000,
    gen_random_uuid(),
    member.user_id,
    'model-' || n % 8,
    'provider',
    (private.task_types())[1 + n % 8],
    'ok',
    100,
    gen_random_uuid(),
    gen_random_uuid()::text
  from public.team_members as member
  cross join generate_series(1, 2000) as n;
  analyze`

const QUESTIONS = [
  ['by time', 'true', 'pkey'],
  ['by model', "call.model = 'model-3'", 'feature_provider'],
  ['by model and task', "call.model = 'model-3' and call.task_type = 'creative'", 'feature_provider'],
  ['by task type', "call.task_type = 'creative'", 'feature_provider'],
  ['by feature', "call.feature = 'rare'", 'feature_provider'],
  ['by id', "call.id = '00000000-0000-0000-0000-000000000000'", 'pkey'],
  ['by run', "call.run_id = '00000000-0000-0000-0000-000000000000'", 'run_id'],
  ['by what failed', "call.outcome in ('error', 'timeout')", 'team_id_timestamp_id_idx'],
  ['by conversation', "call.conversation_id = 'x'", 'conversation_id'],
  ['by message', "call.message_id = '00000000-0000-0000-0000-000000000000'", 'message_id'],
] as const

type Plan = { 'Node Type': string; 'Index Name'?: string; 'Relation Name'?: string; Plans?: Plan[] }

function nodes(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)]
}

/** What each level of a plan reads. */
function scansOf(plan: Plan) {
  return nodes(plan).filter(
    (node) => node['Relation Name']?.startsWith('calls_') || node['Index Name']?.startsWith('calls_'),
  )
}

test.each(['Postgres 17', 'Postgres 15'] as const)(
  'A2 questions of a team go by an index and open only the weeks they need, %s',
  async (name) => {
    const client = new pg.Client(await newNativeDatabase(name))
    await client.connect()
    try {
      await client.query(fill)
      const { rows } = await client.query('select team_id, user_id from public.team_members limit 1')
      const { team_id, user_id } = rows[0]
      await client.query("select set_config('request.jwt.claims', $1, false)", [
        JSON.stringify({ sub: user_id }),
      ])
      await client.query('set role authenticated')
      const plan = async (question: string): Promise<Plan> => {
        const explained = await client.query(`explain (format json, analyze, timing off) ${question}`)
        return explained.rows[0]['QUERY PLAN'][0].Plan
      }
      for (const [title, condition, index] of QUESTIONS) {
        const scans = scansOf(
          await plan(
            `select 1 from public.model_performance_metrics as call where call.team_id = '${team_id}' and ${condition}
            and call."timestamp" >= now() - interval '9 days' and call."timestamp" < now()`,
          ),
        )
        const tables = new Set(scans.flatMap((scan) => scan['Relation Name'] ?? []))
        expect(tables.size, `${title}: weeks`).toBeLessThanOrEqual(3)
        expect(
          scans.map((scan) => scan['Node Type']),
          title,
        ).not.toContain('Seq Scan')
        expect(
          scans.some((scan) => scan['Index Name']?.includes(index)),
          `${title}: ${JSON.stringify(scans)}`,
        ).toBe(true)
      }
      // A view cannot know the team's zone when it is planned, and opens the weeks of 32 days.
      const view = scansOf(await plan(`select * from public.model_success_rate where team_id = '${team_id}'`))
      const opened = new Set(view.flatMap((scan) => scan['Relation Name'] ?? []))
      expect(opened.size).toBeLessThanOrEqual(6)
      expect(view.map((scan) => scan['Node Type'])).not.toContain('Seq Scan')
    } finally {
      await client.end()
    }
  },
)
