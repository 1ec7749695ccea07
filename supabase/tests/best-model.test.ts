import { expect } from 'vitest'
import type { Evidence } from '@/lib/recommender/evidence'
import type { FrontPoint } from '@/lib/recommender/front-of-task'
import { frontsOf } from '@/lib/recommender/fronts'
import { qualityScore } from '@/lib/recommender/quality-score'
import { evidenceAnswer } from '@/lib/team-recommender'
import { PRIORITIES, type Priority, TASK_TYPES } from '@/lib/vocabulary'
import { aCall, joinTeam, type Person, record, signUp } from './people'
import { type RatedCall, randomCalls, store } from './random-calls'
import { confidence, countsOf, expectClose, groupBy, known, percent } from './reference'
import { onEveryDatabase, type StoryDatabase } from './stories'

/** Some arms fail often enough that speed and cost must pass over them; those that fail are fast and cheap. */
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

async function evidenceOf(db: StoryDatabase, teamId: string): Promise<Evidence> {
  const [row] = await db.as('service_role', 'select public.get_recommender_evidence($1) as answer', [teamId])
  return evidenceAnswer.parse(row?.answer)
}

/** The best by the figures that the page shows. */
function bestOf(points: readonly FrontPoint[], priority: Priority): FrontPoint | undefined {
  const proven = points.filter(({ isEnough }) => isEnough)
  const top = Math.max(...proven.map(({ quality }) => quality.mean))
  const within = (loss: number) => proven.filter(({ quality }) => quality.mean >= top - loss)
  const cost = ({ costPerSuccessUsd }: FrontPoint) => costPerSuccessUsd
  const time = ({ p95Ms }: FrontPoint) => p95Ms
  const least = (of: typeof cost) => (a: FrontPoint, b: FrontPoint) =>
    (of(a) ?? Number.MAX_VALUE) - (of(b) ?? Number.MAX_VALUE)
  const place = (point: FrontPoint, of: typeof cost) => {
    const values = known(proven.map(of)).filter((value) => value > 0)
    const [low, high] = [Math.min(...values), Math.max(...values)]
    const value = of(point)
    if (values.length === 0 || low === high) return 0
    return value ? Math.log(value / low) / Math.log(high / low) : 0.5
  }
  const balance = (point: FrontPoint) => point.quality.mean - 0.05 * (place(point, cost) + place(point, time))
  switch (priority) {
    case 'cost':
      return within(0.05).toSorted(least(cost))[0]
    case 'speed':
      return within(0.05).toSorted(least(time))[0]
    case 'balanced':
      return proven.toSorted((a, b) => balance(b) - balance(a))[0]
    case 'quality':
      return proven.toSorted((a, b) => b.quality.mean - a.quality.mean)[0]
  }
}

function figuresOf(
  { provider, model, quality, p95Ms, costPerSuccessUsd }: FrontPoint,
  taskType: string,
  calls: RatedCall[],
) {
  const own = calls.filter(
    (call) => call.provider === provider && call.model === model && call.task_type === taskType,
  )
  const { succeeded, failed, thumbsUp, thumbsDown, avgMs } = countsOf(own)
  const successRate = percent(succeeded, succeeded + failed)
  const satisfactionRate = percent(thumbsUp, thumbsUp + thumbsDown)
  return {
    provider,
    model,
    calls: succeeded + failed,
    quality: quality.mean,
    qualityScore: qualityScore({
      successRate: successRate ?? 0,
      satisfactionRate,
      avgResponseTimeMs: avgMs,
    }),
    confidence: confidence(succeeded + failed, successRate, satisfactionRate),
    successRate,
    satisfactionRate,
    ratedCalls: thumbsUp + thumbsDown,
    avgResponseTime: avgMs,
    p95ResponseTime: p95Ms,
    costPerSuccess: costPerSuccessUsd,
  }
}

const ask = 'select public.get_best_model_for_task($1, $2, $3) as answer'

onEveryDatabase('the best model', (story) => {
  story('A9 A33 the database ranks by what the page shows of the evidence', async (db) => {
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
      const fronts = frontsOf(await evidenceOf(db, lead.teamId), ({ model }) => model)
      for (const taskType of TASK_TYPES.slice(0, 5)) {
        const points = fronts.find((front) => front.taskType === taskType)?.points ?? []
        for (const priority of PRIORITIES) {
          const best = bestOf(points, priority)
          const [row] = await db.as(lead, ask, [taskType, priority, lead.teamId])
          expectClose(
            row?.answer,
            { teamId: lead.teamId, taskType, priority, best: best ? figuresOf(best, taskType, calls) : null },
            `${seed} ${taskType} ${priority}`,
          )
          if (best) winners.add(`${priority} ${best.provider}`)
        }
      }
    }
    // The data tells the priorities apart.
    expect(winners.size).toBeGreaterThan(PRIORITIES.length)
  })

  story('A9 A30 each priority has its hand-known winner, and nobody wins by failing fast', async (db) => {
    const lead = await signUp(db, 'lead')
    const of = (model: string, successes: number, response_time_ms: number, cost_usd: number) =>
      Array.from({ length: 200 }, (_, index) =>
        aCall(lead, { model, response_time_ms, cost_usd, outcome: index < successes ? 'ok' : 'error' }),
      )
    await record(db, [
      ...of('dear', 198, 5000, 0.01),
      ...of('swift', 195, 500, 0.002),
      // Less than five points below the best, as seven of ten answers are expected to please.
      ...of('cheap', 187, 600, 0.0014),
      ...of('junk', 100, 50, 0.0001),
    ])
    const winner = { quality: 'dear', balanced: 'swift', cost: 'cheap', speed: 'swift' } as const
    for (const priority of PRIORITIES) {
      const [row] = await db.as(lead, ask, ['coding', priority, null])
      expect(row?.answer, priority).toMatchObject({ best: { model: winner[priority], calls: 200 } })
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
