import { expect } from 'vitest'
import { countedCalls } from '@/lib/analytics/counted-calls'
import { TASK_TYPES } from '@/lib/vocabulary'
import { aCall, joinTeam, type Person, signUp } from './people'
import { type RatedCall, randomCalls, store } from './random-calls'
import {
  between,
  countsOf,
  dayOf,
  expectClose,
  groupBy,
  plainCountsOf,
  sameClock,
  startOfDay,
} from './reference'
import { onEveryDatabase, type StoryDatabase } from './stories'

type Asked = {
  days?: number
  from?: string
  to?: string
  taskType?: string
  model?: string
  feature?: string
  now: Date
}

/** The counting function with a clock of the test's; the public one adds `now()` and the check of the lead. */
async function count(db: StoryDatabase, caller: Person, asked: Asked): Promise<Record<string, unknown>> {
  const [row] = await db.as(
    caller,
    'select private.count_model_calls($1, $2, $3, $4, $5, $6, null, $7, null, $8::timestamptz) as answer',
    [
      caller.teamId,
      asked.days ?? null,
      asked.from ?? null,
      asked.to ?? null,
      asked.taskType ?? null,
      asked.model ?? null,
      asked.feature ?? null,
      asked.now.toISOString(),
    ],
  )
  return answerOf(row?.answer)
}

/** A jsonb answer, which the driver has parsed already. */
function answerOf(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>
}

/** The breakdowns, computed from the calls themselves. */
function breakdowns(calls: readonly RatedCall[]) {
  const list = (key: (call: RatedCall) => Record<string, string>, counts = countsOf) =>
    [...groupBy(calls, (call) => JSON.stringify(key(call)))]
      .map(([group, members]) => ({ ...JSON.parse(group), ...counts(members) }))
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  return {
    byProvider: list(({ provider }) => ({ provider })),
    byModel: list(({ provider, model }) => ({ provider, model })),
    byTaskType: list(({ task_type }) => ({ taskType: task_type })).sort(
      (a, b) => TASK_TYPES.indexOf(a.taskType) - TASK_TYPES.indexOf(b.taskType),
    ),
    cells: list(
      ({ provider, model, task_type, task_complexity }) => ({
        provider,
        model,
        taskType: task_type,
        complexity: task_complexity,
      }),
      plainCountsOf,
    ),
  }
}

/** Groups in the order of their keys, by code unit. */
function orderOf(group: Record<string, unknown>): string {
  return [group.provider, group.model, group.taskType, group.complexity].join('\u0000')
}

const PLACES = [
  // Summer time ended on 2025-10-26 in the middle of the period.
  { timeZone: 'Europe/Berlin', now: '2025-11-03T10:37:12.345Z' },
  // Summer time began on 2026-03-08, in the period before.
  { timeZone: 'America/New_York', now: '2026-03-23T03:10:00.000Z' },
  { timeZone: 'Asia/Kathmandu', now: '2026-01-15T18:20:00.000Z' },
  { timeZone: 'Australia/Lord_Howe', now: '2026-04-12T00:00:00.001Z' },
]

onEveryDatabase('models analytics', (story) => {
  for (const [index, place] of PLACES.entries()) {
    story(`A15 counts what the calls say, in ${place.timeZone}`, async (db) => {
      const { timeZone } = place
      const now = new Date(place.now)
      const days = 14
      const lead = await signUp(db, 'lead', timeZone)
      const member = await joinTeam(db, lead.teamId, 'member')
      const stranger = await signUp(db, 'stranger', timeZone)
      const options = { timeZone, until: now, days: 2 * days + 3 }
      const calls = [
        ...randomCalls({ ...options, seed: 7 + index, count: 600, owners: [lead, member] }),
        // The period before ends at this wall clock, which a day of 23 or 25 hours moves against the instants.
        ...[-3600, -1800, -1, 1, 1800, 3600].map(
          (seconds): RatedCall => ({
            ...aCall(lead, {
              timestamp: new Date(sameClock(now, timeZone, days).getTime() + seconds * 1000).toISOString(),
            }),
            rating: 0,
          }),
        ),
      ]
      await store(db, calls)
      await store(db, randomCalls({ ...options, seed: 99, count: 60, owners: [stranger] }))

      const current = between(calls, startOfDay(now, timeZone, days - 1), now)
      const answer = await count(db, lead, { days, now })
      expectClose(answer, {
        period: {
          days,
          from: dayOf(startOfDay(now, timeZone, days - 1), timeZone),
          to: dayOf(now, timeZone),
          previousFrom: dayOf(startOfDay(now, timeZone, 2 * days - 1), timeZone),
          previousTo: dayOf(startOfDay(now, timeZone, days), timeZone),
        },
        summary: countsOf(current),
        previous: plainCountsOf(
          between(calls, startOfDay(now, timeZone, 2 * days - 1), sameClock(now, timeZone, days)),
        ),
        ...breakdowns(current),
        byDay: Array.from({ length: days }, (_, at) => {
          const day = dayOf(startOfDay(now, timeZone, days - 1 - at), timeZone)
          const counts = countsOf(current.filter((call) => dayOf(call.timestamp, timeZone) === day))
          return { day, ...counts, ttftP50: null, ttftP95: null }
        }),
      })
      const modelDays = groupBy(current, ({ provider, model, timestamp }) =>
        JSON.stringify({ provider, model, day: dayOf(timestamp, timeZone) }),
      )
      const byModelDay = countedCalls.shape.byModelDay.parse(answer.byModelDay)
      expect(byModelDay).toHaveLength(modelDays.size)
      for (const item of byModelDay) {
        const { provider, model, day } = item
        const { calls, succeeded, failed, thumbsUp, thumbsDown, avgMs } = countsOf(
          modelDays.get(JSON.stringify({ provider, model, day })) ?? [],
        )
        expectClose(item, { calls, succeeded, failed, thumbsUp, thumbsDown, avgMs })
      }
    })
  }

  story('A15 filters narrow the counts, not the choices', async (db) => {
    const now = new Date('2026-02-10T12:00:00Z')
    const lead = await signUp(db, 'lead')
    const calls = randomCalls({
      seed: 3,
      count: 300,
      owners: [lead],
      timeZone: 'UTC',
      until: now,
      days: 7,
      taskTypes: ['coding', 'analysis'],
    })
    await store(db, calls)
    const asked = { days: 7, now, taskType: 'coding', model: 'gpt-5.5' }
    const answer = await count(db, lead, asked)
    const wanted = between(calls, startOfDay(now, 'UTC', 6), now).filter(
      (call) => call.task_type === 'coding' && call.model === 'gpt-5.5',
    )
    expectClose(answer, { summary: countsOf(wanted), ...breakdowns(wanted) })
    expect(answer.taskTypes).toEqual(['coding', 'analysis'])
    expect(answer.models).toHaveLength(5)
  })

  story(
    'A18 members lose the period before once retention has begun to remove it, leads do not',
    async (db) => {
      const now = new Date('2026-02-10T12:00:00Z')
      const lead = await signUp(db, 'lead')
      const member = await joinTeam(db, lead.teamId, 'member')
      const previousOf = async (caller: Person, days: number) =>
        (await count(db, caller, { days, now })).previous
      expect(await previousOf(member, 45)).toMatchObject({ calls: 0 })
      expect(await previousOf(member, 46)).toBeNull()
      await db.sql('update public.teams set retention_days = 20 where id = $1', [lead.teamId])
      expect(await previousOf(member, 10)).toMatchObject({ calls: 0 })
      expect(await previousOf(member, 11)).toBeNull()
      expect(await previousOf(lead, 180)).toMatchObject({ calls: 0 })
    },
  )

  story('A26 a custom range holds whole team-local days and ends now at the latest', async (db) => {
    const timeZone = 'Asia/Kathmandu'
    const now = new Date('2026-02-10T12:00:00Z')
    const lead = await signUp(db, 'lead', timeZone)
    const calls = randomCalls({ seed: 5, count: 300, owners: [lead], timeZone, until: now, days: 20 })
    await store(db, calls)
    const past = await count(db, lead, { from: '2026-02-01', to: '2026-02-05', now })
    const inRange = ({ timestamp }: RatedCall) => {
      const day = dayOf(timestamp, timeZone)
      return day >= '2026-02-01' && day <= '2026-02-05'
    }
    const before = ({ timestamp }: RatedCall) => {
      const day = dayOf(timestamp, timeZone)
      return day >= '2026-01-27' && day <= '2026-01-31'
    }
    expectClose(past, {
      period: {
        days: 5,
        from: '2026-02-01',
        to: '2026-02-05',
        previousFrom: '2026-01-27',
        previousTo: '2026-01-31',
      },
      summary: countsOf(calls.filter(inRange)),
      previous: plainCountsOf(calls.filter(before)),
    })

    const untilNow = await count(db, lead, { from: '2026-02-09', to: '2026-02-28', now })
    expect(untilNow.period).toMatchObject({ days: 2, from: '2026-02-09', to: '2026-02-10' })
    expect(untilNow.byDay).toHaveLength(2)

    const future = await count(db, lead, { from: '2026-03-01', to: '2026-03-05', now })
    expect(future).toMatchObject({ period: { days: 1 }, summary: { calls: 0 }, previous: { calls: 0 } })
  })

  story('A15 an empty period is zeros, every day of it', async (db) => {
    const lead = await signUp(db, 'lead')
    const answer = await count(db, lead, { days: 3, now: new Date('2026-02-10T12:00:00Z') })
    expect(answer).toMatchObject({
      summary: { calls: 0, avgMs: null, p95: null, costUsd: 0 },
      byModel: [],
      cells: [],
      byDay: [
        { day: '2026-02-08', calls: 0 },
        { day: '2026-02-09', calls: 0 },
        { day: '2026-02-10', calls: 0 },
      ],
    })
  })

  story('A16 only a lead gets an answer; a wrong period names its field', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    const ask = 'select public.get_models_analytics($1, $2, $3, $4)'
    const team = lead.teamId
    const refusal = async (caller: Parameters<StoryDatabase['as']>[0], ...given: unknown[]) =>
      await db.refusal(caller, ask, [...given, null, null, null, null].slice(0, 4))

    expect(await db.as(lead, ask, [team, 30, null, null])).toHaveLength(1)
    expect(await refusal(member, team, 30)).toMatchObject({ code: 'PT403' })
    expect(await refusal(stranger, team, 30)).toMatchObject({ code: 'PT404' })
    expect(await refusal('nobody', team, 30)).toMatchObject({ code: '42501' })
    expect(await refusal(lead, null, 30)).toMatchObject({ code: 'PT400', message: /^team_id:/ })
    for (const days of [null, 0, -1, 366]) {
      expect(await refusal(lead, team, days)).toMatchObject({
        code: 'PT400',
        message: expect.stringMatching(/^days:/),
      })
    }
    const periods = [
      ['2026-02-01', null, 'to'],
      [null, '2026-02-01', 'from'],
      ['2026-02-02', '2026-02-01', 'from'],
      ['2025-01-01', '2026-01-01', 'to'],
    ]
    for (const [from, to, field] of periods) {
      const refused = await refusal(lead, team, null, from, to)
      expect(refused).toMatchObject({ code: 'PT400', message: expect.stringMatching(`^${field}:`) })
    }
  })
})
