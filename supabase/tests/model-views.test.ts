import { expect, test } from 'vitest'
import { type Outcomes, Posterior } from '@/lib/recommender/posterior'
import { qualityScore } from '@/lib/recommender/quality-score'
import { aCall, joinTeam, type Person, record, signUp } from './people'
import { type RatedCall, randomCalls, store } from './random-calls'
import {
  between,
  confidence,
  countsOf,
  dayOf,
  expectClose,
  groupBy,
  known,
  percent,
  percentile,
  startOfDay,
  sum,
} from './reference'
import { rollUp } from './rollups'
import { newDatabase } from './sessions'
import { DATABASES } from './start-databases'
import { onEveryDatabase, type StoryDatabase } from './stories'

const VIEWS = [
  'model_avg_response_time',
  'model_success_rate',
  'model_user_satisfaction',
  'best_model_by_task',
  'model_token_efficiency',
  'model_performance_trends',
] as const
type View = (typeof VIEWS)[number]

const DAY = 86_400_000

/** What each view must show of one team's calls of the last 30 local days; evidence has today beside these. */
const EXPECTED: Record<View, (calls: RatedCall[], timeZone: string, now: Date) => Record<string, unknown>[]> =
  {
    model_avg_response_time: (calls) =>
      grouped(calls, ['provider', 'model'], (members) => {
        const { avgMs, timedCalls } = countsOf(members)
        const times = known(
          members.filter((call) => call.outcome === 'ok').map((call) => call.response_time_ms),
        )
        return {
          avg_response_time_ms: avgMs,
          min_response_time_ms: Math.min(...times),
          max_response_time_ms: Math.max(...times),
          median_response_time_ms: percentile(times, 0.5),
          p95_response_time_ms: percentile(times, 0.95),
          calls: timedCalls,
        }
      }).filter((row) => row.calls !== 0),
    model_success_rate: (calls) =>
      grouped(calls, ['provider', 'model'], (members) => {
        const { calls, succeeded, failed, stopped } = countsOf(members)
        return { calls, succeeded, failed, stopped, success_rate: percent(succeeded, succeeded + failed) }
      }),
    model_user_satisfaction: (calls) =>
      grouped(calls, ['provider', 'model'], (members) => {
        const { calls, thumbsUp, thumbsDown } = countsOf(members)
        const rated = thumbsUp + thumbsDown
        return {
          calls,
          thumbs_up: thumbsUp,
          thumbs_down: thumbsDown,
          rated,
          response_rate: percent(rated, calls),
          satisfaction: percent(thumbsUp, rated),
        }
      }),
    best_model_by_task: (calls, timeZone, now) => {
      const cells = outcomesOf(calls, timeZone, now)
      return [...groupBy(calls, (call) => call.task_type).values()].flatMap((ofTask) => bestOf(ofTask, cells))
    },
    model_token_efficiency: (calls) =>
      grouped(calls, ['provider', 'model', 'task_type'], (members) => {
        const { calls, succeeded, totalTokens, tokenCalls, costUsd, pricedCalls, pricedSuccesses } =
          countsOf(members)
        const tokenSuccesses = known(
          members.filter((call) => call.outcome === 'ok').map((call) => call.tokens_used),
        ).length
        return {
          calls,
          succeeded,
          total_tokens: tokenCalls === 0 ? null : totalTokens,
          token_calls: tokenCalls,
          tokens_per_call: ratio(totalTokens, tokenCalls),
          tokens_per_success: tokenCalls === 0 ? null : ratio(totalTokens, tokenSuccesses),
          total_cost_usd: pricedCalls === 0 ? null : costUsd,
          priced_calls: pricedCalls,
          priced_successes: pricedSuccesses,
          cost_usd_per_call: ratio(costUsd, pricedCalls),
          cost_usd_per_success: pricedCalls === 0 ? null : ratio(costUsd, pricedSuccesses),
        }
      }),
    model_performance_trends: (calls, timeZone) =>
      [...groupBy(calls, (call) => dayOf(call.timestamp, timeZone))].flatMap(([day, ofDay]) =>
        grouped(ofDay, ['provider', 'model'], (members) => {
          const { calls, avgMs, timedCalls, succeeded, failed, thumbsUp, thumbsDown } = countsOf(members)
          return {
            day,
            calls,
            avg_response_time_ms: avgMs,
            timed_calls: timedCalls,
            success_rate: percent(succeeded, succeeded + failed),
            judged_calls: succeeded + failed,
            satisfaction: percent(thumbsUp, thumbsUp + thumbsDown),
            rated: thumbsUp + thumbsDown,
          }
        }),
      ),
  }

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole)

function grouped<T extends Record<string, unknown>>(
  calls: RatedCall[],
  keys: readonly ('provider' | 'model' | 'task_type')[],
  figures: (members: RatedCall[]) => T,
) {
  const keyOf = (call: RatedCall) => Object.fromEntries(keys.map((key) => [key, call[key]]))
  return [...groupBy(calls, (call) => JSON.stringify(keyOf(call))).values()].flatMap((members) =>
    members.slice(0, 1).map((first) => ({ ...keyOf(first), ...figures(members) })),
  )
}

/** Weighted sums per arm and setting, of calls without signals and models without changes. */
function outcomesOf(calls: RatedCall[], timeZone: string, now: Date): Outcomes[] {
  const age = ({ timestamp }: RatedCall) =>
    (Date.parse(dayOf(now, timeZone)) - Date.parse(dayOf(timestamp, timeZone))) / DAY
  const weigh = (members: RatedCall[], test: (call: RatedCall) => boolean) =>
    sum(members.filter(test).map((call) => 0.5 ** (age(call) / 30)))
  const key = ({ provider, model, task_type, task_complexity }: RatedCall) =>
    JSON.stringify([provider, model, task_type, task_complexity])
  return [...groupBy(calls, key).values()].flatMap((members) =>
    members.slice(0, 1).map(({ provider, model, task_type, task_complexity }) => ({
      provider,
      model,
      taskType: task_type,
      complexity: task_complexity,
      costUsd: sum(members.map(({ cost_usd }) => cost_usd ?? 0)),
      inputTokens: sum(members.map(({ input_tokens }) => input_tokens ?? 0)),
      outputTokens: sum(members.map(({ output_tokens }) => output_tokens ?? 0)),
      weighted: {
        calls: weigh(members, ({ outcome }) => outcome !== 'stopped'),
        successes: weigh(members, ({ outcome }) => outcome === 'ok'),
        ups: weigh(members, ({ rating }) => rating === 1),
        downs: weigh(members, ({ rating }) => rating === -1),
      },
    })),
  )
}

/** Chance that an answer of the arm succeeds and pleases, over the complexities of the task in their mix. */
function expectedQuality(
  arm: { provider: string; model: string },
  taskType: string,
  cells: Outcomes[],
): number {
  const posterior = new Posterior(cells)
  const ofTask = cells.filter((cell) => cell.taskType === taskType)
  const mean = (of: 'success' | 'satisfaction') =>
    sum(
      ofTask.map(
        ({ complexity, weighted }) => weighted.calls * posterior.expect(arm, taskType, complexity)[of].mean,
      ),
    ) / sum(ofTask.map(({ weighted }) => weighted.calls))
  return mean('success') * mean('satisfaction')
}

function bestOf(calls: RatedCall[], cells: Outcomes[]): Record<string, unknown>[] {
  return grouped(calls, ['task_type', 'provider', 'model'], (members) => {
    const { succeeded, failed, thumbsUp, thumbsDown, avgMs } = countsOf(members)
    const judged = succeeded + failed
    const [successRate, satisfactionRate] = [
      percent(succeeded, judged),
      percent(thumbsUp, thumbsUp + thumbsDown),
    ]
    return {
      calls: judged,
      success_rate: successRate,
      satisfaction: satisfactionRate,
      avg_response_time_ms: avgMs,
      quality: Math.max(...members.slice(0, 1).map((call) => expectedQuality(call, call.task_type, cells))),
      quality_score: qualityScore({
        successRate: successRate ?? 0,
        satisfactionRate,
        avgResponseTimeMs: avgMs,
      }),
      confidence: confidence(judged, successRate, satisfactionRate),
    }
  })
    .filter((row) => row.calls >= 5)
    .sort((a, b) => b.quality - a.quality || b.calls - a.calls)
    .slice(0, 1)
}

async function rowsOf(db: StoryDatabase, caller: Person, view: View, teamId: string) {
  const [row] = await db.as(
    caller,
    `select coalesce(jsonb_agg(to_jsonb(item)), '[]') as rows from public.${view} as item where team_id = $1`,
    [teamId],
  )
  return Array.isArray(row?.rows) ? row.rows : []
}

/** Rows in a fixed order, by what names them. */
function inOrder(rows: Record<string, unknown>[]): Record<string, unknown>[] {
  const name = (row: Record<string, unknown>) =>
    JSON.stringify([row.day, row.task_type, row.provider, row.model])
  return [...rows].sort((a, b) => (name(a) < name(b) ? -1 : 1))
}

async function nowOf(db: StoryDatabase): Promise<Date> {
  const [row] = await db.sql('select now()::text as now')
  return new Date(String(row?.now))
}

onEveryDatabase('views', (story) => {
  for (const [index, timeZone] of ['Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Kiritimati'].entries()) {
    story(`A3 A4 A5 A6 A7 A8 the views show what the calls say, in ${timeZone}`, async (db) => {
      const now = await nowOf(db)
      const lead = await signUp(db, 'lead', timeZone)
      const member = await joinTeam(db, lead.teamId, 'member')
      // In a second team, elsewhere on earth, the same person leads too.
      const elsewhere = await signUp(db, 'elsewhere', 'UTC')
      await db.sql("insert into public.team_members (team_id, user_id, role) values ($1, $2, 'lead')", [
        elsewhere.teamId,
        lead.userId,
      ])
      const calls = randomCalls({
        seed: 40 + index,
        count: 900,
        owners: [lead, member],
        timeZone,
        until: now,
        days: 33,
      })
      const others = randomCalls({
        seed: 77,
        count: 150,
        owners: [elsewhere],
        timeZone: 'UTC',
        until: now,
        days: 33,
      })
      await store(db, [...calls, ...others])

      const firstDay = (view: View, zone: string) =>
        startOfDay(now, zone, view === 'best_model_by_task' ? 30 : 29)
      const shown = (view: View, made: RatedCall[], zone: string) =>
        inOrder(EXPECTED[view](between(made, firstDay(view, zone), now), zone, now))
      expect(between(calls, firstDay('best_model_by_task', timeZone), now).length).toBeLessThan(calls.length)
      for (const view of VIEWS) {
        const show = async (caller: Person, teamId: string) => inOrder(await rowsOf(db, caller, view, teamId))
        expectClose(await show(lead, lead.teamId), shown(view, calls, timeZone), view)
        expectClose(await show(lead, elsewhere.teamId), shown(view, others, 'UTC'), view)
        const own = calls.filter((call) => call.user_id === member.userId)
        expectClose(await show(member, lead.teamId), shown(view, own, timeZone), `${view} of a member`)
      }
    })
  }

  story('A11 the views carry the team and show strangers nothing', async (db) => {
    const lead = await signUp(db, 'lead')
    const stranger = await signUp(db, 'stranger')
    await record(
      db,
      Array.from({ length: 6 }, () => aCall(lead)),
    )
    for (const view of VIEWS) {
      expect(await rowsOf(db, lead, view, lead.teamId), view).toMatchObject([{ team_id: lead.teamId }])
      expect(await db.as(stranger, `select * from public.${view}`), view).toEqual([])
      expect(await db.as('service_role', `select * from public.${view}`), view).toHaveLength(1)
      expect(await db.refusal('nobody', `select * from public.${view}`), view).toMatchObject({
        code: '42501',
      })
    }
  })

  story('A5 satisfaction without a rating is nothing, not zero', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(db, [aCall(lead)])
    expect(await rowsOf(db, lead, 'model_user_satisfaction', lead.teamId)).toMatchObject([
      { calls: 1, rated: 0, response_rate: 0, satisfaction: null },
    ])
  })

  story(
    'A6 four calls are not enough, stopped ones do not count, equals go by calls and alphabet',
    async (db) => {
      const lead = await signUp(db, 'lead')
      const of = (model: string, count: number, outcome: 'ok' | 'stopped' = 'ok') =>
        Array.from({ length: count }, () => aCall(lead, { model, outcome }))
      await record(db, [...of('a', 4), ...of('a', 9, 'stopped')])
      expect(await rowsOf(db, lead, 'best_model_by_task', lead.teamId)).toEqual([])
      await record(db, [...of('d', 5), ...of('c', 5)])
      expect(await rowsOf(db, lead, 'best_model_by_task', lead.teamId)).toMatchObject([{ model: 'c' }])
      await record(db, of('d', 1))
      expect(await rowsOf(db, lead, 'best_model_by_task', lead.teamId)).toMatchObject([
        { model: 'd', calls: 6 },
      ])
    },
  )

  story('A7 a hand-known efficiency: what failed calls cost is borne by the successful', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(db, [
      aCall(lead, { tokens_used: 100, cost_usd: 0.01 }),
      aCall(lead, { tokens_used: 300, cost_usd: 0.03, outcome: 'error' }),
      aCall(lead, { tokens_used: null, input_tokens: null, output_tokens: null, cost_usd: null }),
    ])
    const [row] = await rowsOf(db, lead, 'model_token_efficiency', lead.teamId)
    expectClose(row, {
      calls: 3,
      tokens_per_call: 200,
      tokens_per_success: 400,
      cost_usd_per_call: 0.02,
      cost_usd_per_success: 0.04,
    })
  })

  story('A3 the mean is of successful calls only', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(db, [
      aCall(lead, { response_time_ms: 1000 }),
      aCall(lead, { response_time_ms: 3000 }),
      aCall(lead, { response_time_ms: 60_000, outcome: 'timeout' }),
      aCall(lead, { response_time_ms: 10, outcome: 'stopped' }),
    ])
    const [row] = await rowsOf(db, lead, 'model_avg_response_time', lead.teamId)
    expectClose(row, { avg_response_time_ms: 2000, max_response_time_ms: 3000, calls: 2 })
  })
})

test.each(DATABASES)('A4 A5 A6 A8 the views show the same once calls are rolled up, %s', async (name) => {
  const db = await newDatabase(name)
  const lead = await signUp(db, 'lead', 'Asia/Kathmandu')
  const member = await joinTeam(db, lead.teamId, 'member')
  const options = { count: 300, owners: [lead, member], timeZone: 'Asia/Kathmandu', days: 33 }
  const shown = async () => {
    const answers = new Map<string, unknown>()
    for (const view of VIEWS) {
      for (const caller of [lead, member])
        answers.set(`${view} ${caller.userId}`, inOrder(await rowsOf(db, caller, view, lead.teamId)))
    }
    return Object.fromEntries(answers)
  }
  await store(db, randomCalls({ ...options, seed: 1, until: await nowOf(db) }))
  const unrolled = await shown()
  await rollUp(db)
  expectClose(await shown(), unrolled)
  await store(db, randomCalls({ ...options, seed: 2, until: await nowOf(db) }))
  await db.sql(
    'update public.model_performance_metrics set user_rating = -user_rating where user_rating <> 0',
  )
  const mixed = await shown()
  await rollUp(db)
  expectClose(await shown(), mixed)
  expect(mixed).not.toEqual(unrolled)
})
