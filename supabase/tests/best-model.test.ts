import { expect } from 'vitest'
import type { EvidenceCell } from '@/lib/recommender/evidence'
import { rank } from '@/lib/recommender/rank'
import { ENOUGH_CALLS } from '@/lib/recommender/task-record'
import { PRIORITIES, TASK_TYPES } from '@/lib/vocabulary'
import { aCall, joinTeam, type Person, record, signUp } from './people'
import { type RatedCall, randomCalls, store } from './random-calls'
import { countsOf, expectClose, groupBy, percent } from './reference'
import { onEveryDatabase, type StoryDatabase } from './stories'

/** Two arms fail often enough that speed and cost must pass over them, one of them more often than not. */
const RELIABILITY: Record<string, number> = {
  'openai gpt-5.5': 0.97,
  'openai gpt-5.4-mini': 0.6,
  'anthropic claude-opus-4-8': 0.99,
  'compatible gpt-5.5': 0.15,
  'google Gemini': 0.9,
}

function unequal(call: RatedCall, index: number): RatedCall {
  const reliability = RELIABILITY[`${call.provider} ${call.model}`] ?? 1
  const isBad = (index * 0.618) % 1 > reliability
  const pace = reliability ** 3
  return {
    ...call,
    outcome: isBad ? 'error' : call.outcome,
    rating: isBad ? 0 : call.rating,
    response_time_ms: call.response_time_ms === null ? null : Math.round(call.response_time_ms * pace),
    cost_usd: call.cost_usd === null ? null : call.cost_usd * pace,
  }
}

async function evidenceOf(db: StoryDatabase, teamId: string): Promise<EvidenceCell[]> {
  const [row] = await db.as(
    'service_role',
    "select public.get_recommender_evidence($1) -> 'cells' as cells",
    [teamId],
  )
  return cellsOf(row?.cells)
}

/** A jsonb answer, which the driver has parsed already. */
function cellsOf(value: unknown): EvidenceCell[] {
  return value as EvidenceCell[]
}

/** The first of those with enough calls, by the router's ranking over all complexities. */
function firstProven(
  evidence: EvidenceCell[],
  taskType: EvidenceCell['taskType'],
  priority: (typeof PRIORITIES)[number],
) {
  const cells = evidence.map((cell): EvidenceCell => ({ ...cell, complexity: 'medium' }))
  const names = new Set(cells.map(({ provider, model }) => JSON.stringify({ provider, model })))
  const candidates = [...names].map((name) => ({
    ...JSON.parse(name),
    label: name,
    tier: 'medium',
    inputUsdPerMtok: null,
    outputUsdPerMtok: null,
    simulated: false,
  }))
  const ranking = rank({ candidates, evidence: cells, taskType, complexity: 'medium', priority })
  return ranking.arms.find(({ record: { calls } }) => calls >= ENOUGH_CALLS)
}

const ask = 'select public.get_best_model_for_task($1, $2, $3) as answer'

onEveryDatabase('the best model', (story) => {
  story('A9 A30 SQL and the router rank alike', async (db) => {
    const winners = new Set<string>()
    for (let seed = 1; seed <= 6; seed++) {
      const lead = await signUp(db, `lead${seed}`)
      const calls = randomCalls({
        seed,
        count: 150 * seed,
        owners: [lead],
        timeZone: 'UTC',
        until: new Date(),
        days: 25,
        taskTypes: TASK_TYPES.slice(0, 4),
      }).map(unequal)
      await store(db, calls)
      const evidence = await evidenceOf(db, lead.teamId)
      for (const taskType of TASK_TYPES.slice(0, 5)) {
        for (const priority of PRIORITIES) {
          const expected = firstProven(evidence, taskType, priority)
          const [row] = await db.as(lead, ask, [taskType, priority, lead.teamId])
          const best = expected && {
            provider: expected.arm.provider,
            model: expected.arm.model,
            calls: expected.metrics.sampleSize,
            qualityScore: expected.metrics.qualityScore,
            successRate: expected.metrics.successRate,
            satisfactionRate: expected.metrics.satisfactionRate,
            avgResponseTime: expected.metrics.avgResponseTime,
          }
          expectClose(
            row?.answer,
            { teamId: lead.teamId, taskType, priority, best: best ?? null },
            `${seed} ${taskType} ${priority}`,
          )
          if (best) winners.add(`${priority} ${best.provider}`)
        }
      }
    }
    // The data tells the priorities apart.
    expect(winners.size).toBeGreaterThan(PRIORITIES.length)
  })

  story('A9 A30 who fails more often than not comes last, however fast and loved', async (db) => {
    const lead = await signUp(db, 'lead')
    const calls = [
      ...Array.from({ length: 100 }, (_, index) => {
        const isGood = index < 35
        const call = aCall(lead, { model: 'flashy', response_time_ms: 10, outcome: isGood ? 'ok' : 'error' })
        return { ...call, rating: isGood ? (1 as const) : (0 as const) }
      }),
      ...Array.from({ length: 100 }, (_, index) => {
        const isGood = index < 60
        const call = aCall(lead, { model: 'sound', response_time_ms: 9000, outcome: isGood ? 'ok' : 'error' })
        return { ...call, rating: isGood ? (-1 as const) : (0 as const) }
      }),
    ]
    await store(db, calls)
    for (const priority of PRIORITIES) {
      const [row] = await db.as(lead, ask, ['coding', priority, null])
      expect(row?.answer, priority).toMatchObject({ best: { model: 'sound' } })
      expect(firstProven(await evidenceOf(db, lead.teamId), 'coding', priority)?.arm.model).toBe('sound')
    }
  })

  story('A29 the evidence is what the calls say', async (db) => {
    const lead = await signUp(db, 'lead')
    const stranger = await signUp(db, 'stranger')
    const options = { count: 400, timeZone: 'UTC', until: new Date(), days: 25 }
    const calls = randomCalls({ ...options, seed: 11, owners: [lead] })
    await store(db, [...calls, ...randomCalls({ ...options, seed: 12, count: 20, owners: [stranger] })])
    await record(db, [aCall(lead, { timestamp: new Date(Date.now() - 30.1 * 86_400_000).toISOString() })])
    const cells = await evidenceOf(db, lead.teamId)
    const groups = groupBy(calls, (call) =>
      JSON.stringify([call.provider, call.model, call.task_type, call.task_complexity]),
    )
    expect(cells).toHaveLength(groups.size)
    for (const cell of cells) {
      const key = JSON.stringify([cell.provider, cell.model, cell.taskType, cell.complexity])
      const counts = countsOf(groups.get(key) ?? [])
      expectClose(cell, {
        calls: counts.succeeded + counts.failed,
        successes: counts.succeeded,
        thumbsUp: counts.thumbsUp,
        thumbsDown: counts.thumbsDown,
        avgResponseTimeMs: counts.avgMs,
        timedCalls: counts.timedCalls,
        costUsd: counts.costUsd,
        pricedSuccesses: counts.pricedSuccesses,
      })
    }
    for (const caller of [lead, 'nobody'] as const) {
      expect(
        await db.refusal(caller, 'select public.get_recommender_evidence($1)', [lead.teamId]),
      ).toMatchObject({
        code: '42501',
      })
    }
  })

  story('A9 the parameters go by the names of the contract, and have defaults', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(
      db,
      Array.from({ length: 5 }, () => aCall(lead)),
    )
    const [row] = await db.as(
      lead,
      `select public.get_best_model_for_task(task_type => 'coding') as short,
        public.get_best_model_for_task(task_type => 'coding', priority => 'balanced', team_id => $1) as long`,
      [lead.teamId],
    )
    expect(row?.short).toMatchObject({ priority: 'balanced', best: { model: 'gpt-5.5', calls: 5 } })
    expect(row?.short).toEqual(row?.long)
  })

  story('A9 wrong input names its field, foreign teams do not exist', async (db) => {
    const lead = await signUp(db, 'lead')
    const stranger = await signUp(db, 'stranger')
    const faults = [
      [['poetry', 'speed', null], 'task_type'],
      [[null, 'speed', null], 'task_type'],
      [['coding', 'fast', null], 'priority'],
      [['coding', null, null], 'priority'],
    ] as const
    for (const [given, field] of faults) {
      expect(await db.refusal(lead, ask, [...given])).toMatchObject({
        code: 'PT400',
        message: expect.stringMatching(`^${field}:`),
      })
    }
    expect(await db.refusal(lead, ask, ['coding', 'speed', stranger.teamId])).toMatchObject({ code: 'PT404' })
    expect(await db.refusal('nobody', ask, ['coding', 'speed', null])).toMatchObject({ code: '42501' })

    await db.sql("insert into public.team_members (team_id, user_id, role) values ($1, $2, 'member')", [
      stranger.teamId,
      lead.userId,
    ])
    expect(await db.refusal(lead, ask, ['coding', 'speed', null])).toMatchObject({
      code: 'PT400',
      message: expect.stringMatching(/^team_id:/),
    })
    expect(await db.refusal(lead, ask, ['coding', 'speed', stranger.teamId])).toBeNull()
  })

  story('A33 with too few calls there is no best model', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(
      db,
      Array.from({ length: 4 }, () => aCall(lead)),
    )
    const [row] = await db.as(lead, ask, ['coding', 'quality', null])
    expect(row?.answer).toMatchObject({ taskType: 'coding', best: null })
  })
})

onEveryDatabase('the summary', (story) => {
  const summarise = async (db: StoryDatabase, caller: Person, days: number, teamId: string | null) => {
    const [row] = await db.as(caller, 'select public.get_model_performance_summary($1, $2) as answer', [
      days,
      teamId,
    ])
    return row?.answer
  }

  story('A10 the summary is what the calls say, of those that the caller may see', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const calls = randomCalls({
      seed: 21,
      count: 400,
      owners: [lead, member],
      timeZone: 'UTC',
      until: new Date(),
      days: 20,
    })
    await store(db, calls)
    const figures = (group: readonly RatedCall[]) => {
      const counts = countsOf(group)
      return {
        calls: counts.calls,
        succeeded: counts.succeeded,
        failed: counts.failed,
        stopped: counts.stopped,
        successRate: percent(counts.succeeded, counts.succeeded + counts.failed),
        satisfactionRate: percent(counts.thumbsUp, counts.thumbsUp + counts.thumbsDown),
        avgResponseTime: counts.avgMs,
        p95: counts.p95,
        avgTokens: counts.totalTokens / counts.tokenCalls,
        totalCost: counts.costUsd,
        pricedCalls: counts.pricedCalls,
      }
    }
    const expected = (group: RatedCall[]) => ({
      ...figures(group),
      byModel: [...groupBy(group, ({ provider, model }) => `${provider}\u0000${model}`)]
        .sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || (a < b ? -1 : 1))
        .map(([name, members]) => {
          const [provider, model] = name.split('\u0000')
          return { provider, model, ...figures(members) }
        }),
    })
    expectClose(await summarise(db, lead, 30, lead.teamId), expected(calls))
    const own = calls.filter((call) => call.user_id === member.userId)
    expectClose(await summarise(db, member, 30, lead.teamId), expected(own))
    const [byDefault] = await db.as(lead, 'select public.get_model_performance_summary() as answer')
    expect(byDefault?.answer).toEqual(await summarise(db, lead, 30, lead.teamId))
  })

  story("A10 days are 1 to 365, and the team the caller's", async (db) => {
    const lead = await signUp(db, 'lead')
    const stranger = await signUp(db, 'stranger')
    const call = (days: number | null, teamId: string | null) =>
      db.refusal(lead, 'select public.get_model_performance_summary(days => $1, team_id => $2)', [
        days,
        teamId,
      ])
    for (const days of [0, 366, -5, null]) {
      expect(await call(days, null)).toMatchObject({
        code: 'PT400',
        message: expect.stringMatching(/^days:/),
      })
    }
    expect(await call(365, null)).toBeNull()
    expect(await call(30, stranger.teamId)).toMatchObject({ code: 'PT404' })
  })
})
