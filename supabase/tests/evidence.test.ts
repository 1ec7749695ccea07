import { TZDate } from '@date-fns/tz'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { latencyBucket, latencyQuantile, mergedLatencies } from '@/lib/analytics/latency-sketch'
import type { Evidence, EvidenceCell } from '@/lib/recommender/evidence'
import { evidenceAnswer } from '@/lib/team-recommender'
import type { CallEvent } from '@/lib/tracking/event'
import { SIGNALS, type Signal } from '@/lib/vocabulary'
import { aCall, joinTeam, type Person, record, signUp } from './people'
import { type RatedCall, randomCalls, store } from './random-calls'
import { dayOf, expectClose, groupBy, known, sum } from './reference'
import { rollUp } from './rollups'
import { newDatabase, type Session } from './sessions'
import { DATABASES } from './start-databases'
import { onEveryDatabase, type StoryDatabase } from './stories'

const DAY = 86_400_000
type SignalledCall = RatedCall & { signals: readonly Signal[] }

async function evidenceOf(db: StoryDatabase, { teamId }: Person): Promise<Evidence> {
  const [row] = await db.as('service_role', 'select public.get_recommender_evidence($1) as answer', [teamId])
  return evidenceAnswer.parse(row?.answer)
}

/** When the story's transaction began. */
async function nowOf(db: StoryDatabase): Promise<number> {
  const [row] = await db.sql('select floor(extract(epoch from now()) * 1000)::float8 as now')
  return Number(row?.now)
}

/** A zone where it is about noon now, so that the last hours are all of one day. */
function zoneOfNoon(now: number): string {
  const offset = 12 - new Date(now).getUTCHours()
  return offset > 0 ? `Etc/GMT-${offset}` : `Etc/GMT+${-offset}`
}

async function noonLead(db: StoryDatabase) {
  const now = await nowOf(db)
  const lead = await signUp(db, 'lead', zoneOfNoon(now))
  return { now, lead, ago: (minutes: number) => new Date(now - minutes * 60_000).toISOString() }
}

async function note(db: StoryDatabase, call: CallEvent, signals: readonly Signal[]) {
  await db.sql(
    `insert into public.answer_signals (team_id, message_id, conversation_id, user_id, signal)
    select $1, $2, gen_random_uuid(), $3, signal from unnest($4::text[]) as signal`,
    [call.team_id, call.message_id, call.user_id, signals],
  )
}

type Change = { taskType?: string; model?: string; direction?: 'drop' | 'recovery'; at: string }

async function change(db: StoryDatabase, owner: Person, { taskType, model, direction, at }: Change) {
  await db.sql(
    `insert into public.model_changes (
      team_id, provider, model, task_type, direction, changed_at, success_before, success_after, calls_after
    ) values ($1, 'openai', $2, $3, $4, $5, 0.9, 0.5, 20)`,
    [owner.teamId, model ?? 'gpt-5.5', taskType ?? null, direction ?? 'drop', at],
  )
}

const find = (evidence: Evidence, part: Partial<EvidenceCell>) =>
  evidence.cells.find((cell) =>
    Object.entries(part).every(([key, value]) => Reflect.get(cell, key) === value),
  )

onEveryDatabase('the evidence', (story) => {
  story('A30 a call weighs half as much with every 30 days of the team', async (db) => {
    const zone = 'Asia/Kathmandu'
    const lead = await signUp(db, 'lead', zone)
    const now = await nowOf(db)
    const local = new TZDate(now, zone)
    const at = (daysBack: number, hour: number, ms = 0) =>
      new Date(
        new TZDate(
          local.getFullYear(),
          local.getMonth(),
          local.getDate() - daysBack,
          hour,
          0,
          0,
          ms,
          zone,
        ).getTime(),
      ).toISOString()
    const weighing = async (task_type: CallEvent['task_type'], timestamp: string) => {
      await record(db, [aCall(lead, { task_type, timestamp })])
      return find(await evidenceOf(db, lead), { taskType: task_type })?.weighted.calls
    }
    expect(await weighing('coding', new Date(now).toISOString())).toBe(1)
    expect(await weighing('creative', at(0, 0))).toBe(1)
    expect(await weighing('reasoning', at(0, 0, -1))).toBeCloseTo(0.5 ** (1 / 30), 12)
    expect(await weighing('analysis', at(15, 12))).toBeCloseTo(Math.SQRT1_2, 12)
    // A clock that runs ahead gives nothing more weight than now.
    expect(await weighing('other', new Date(now + 2 * DAY).toISOString())).toBe(1)
  })

  story('A30 of the calls before a change at most four are left', async (db) => {
    const { lead, ago } = await noonLead(db)
    const calls = (
      count: number,
      minutes: number,
      more: Partial<CallEvent>,
      rating: RatedCall['rating'] = 0,
    ) =>
      Array.from({ length: count }, () => ({ ...aCall(lead, { timestamp: ago(minutes), ...more }), rating }))
    await store(db, [
      ...calls(6, 60, {}),
      ...calls(2, 60, {}, 1),
      ...calls(2, 60, { outcome: 'error' }),
      ...calls(1, 60, { outcome: 'stopped' }, -1),
      ...calls(3, 20, { outcome: 'timeout' }),
      ...calls(1, 20, { outcome: 'stopped' }, -1),
      ...calls(3, 60, { task_type: 'creative' }),
      ...calls(8, 60, { task_type: 'analysis' }),
      ...calls(8, 60, { model: 'other' }),
    ])
    const weighted = async (part: Partial<EvidenceCell>) => find(await evidenceOf(db, lead), part)?.weighted
    const coding = { model: 'gpt-5.5', taskType: 'coding' } as const
    expect(await weighted(coding)).toEqual({ calls: 13, successes: 8, ups: 2, downs: 2 })

    await change(db, lead, { at: ago(30) })
    expectClose(await weighted(coding), { calls: 3 + 4, successes: 8 * 0.4, ups: 2 * 0.4, downs: 1 + 0.4 })
    expectClose(await weighted({ taskType: 'creative' }), { calls: 3, successes: 3 })
    expectClose(await weighted({ taskType: 'analysis' }), { calls: 4, successes: 4 })
    expectClose(await weighted({ model: 'other' }), { calls: 8, successes: 8 })
    // What is shown stays what happened.
    expect(find(await evidenceOf(db, lead), coding)).toMatchObject({ calls: 13, successes: 8, thumbsUp: 2 })

    // The latest of the arm counts, and one of a task is no other task's.
    await change(db, lead, { at: ago(10), taskType: 'coding', direction: 'recovery' })
    expectClose(await weighted(coding), { calls: 4, successes: (4 * 8) / 13, ups: 8 / 13, downs: 8 / 13 })
    await change(db, lead, { at: ago(90), taskType: 'analysis', direction: 'recovery' })
    expectClose(await weighted({ taskType: 'analysis' }), { calls: 4 })
    expectClose(await weighted({ taskType: 'creative' }), { calls: 3 })
  })

  story('A30 what was done with an answer speaks where no thumb does, and only one way', async (db) => {
    const { lead, ago } = await noonLead(db)
    const stranger = await signUp(db, 'stranger')
    const cases: [Partial<CallEvent>, RatedCall['rating'], Signal[], ups: number, downs: number][] = [
      [{}, 0, ['thanked'], 0.25, 0],
      [{}, 0, ['copied', 'thanked'], 0.25, 0],
      [{}, 0, ['regenerated'], 0, 0.25],
      [{}, 0, ['switched', 'regenerated'], 0, 0.25],
      [{ outcome: 'stopped' }, 0, ['abandoned'], 0, 0.25],
      [{}, 0, ['copied', 'regenerated'], 0, 0],
      [{}, 1, ['regenerated'], 1, 0],
      [{}, -1, ['copied'], 0, 1],
      [{ outcome: 'error' }, 0, ['regenerated'], 0, 0],
    ]
    for (const [index, [more, rating, signals, ups, downs]] of cases.entries()) {
      const model = `model-${index}`
      const call = aCall(lead, { timestamp: ago(5), model, message_id: v7(), ...more })
      await store(db, [{ ...call, rating }])
      await note(db, call, signals)
      await note(db, { ...call, team_id: stranger.teamId }, SIGNALS)
      expect(find(await evidenceOf(db, lead), { model }), `${index}`).toMatchObject({
        weighted: { ups, downs },
        ...Object.fromEntries(
          SIGNALS.map((signal) => [signal, more.outcome !== 'error' && signals.includes(signal) ? 1 : 0]),
        ),
      })
    }
  })

  story('A30 the newest 200 calls of an arm come oldest first, since it changed on all tasks', async (db) => {
    const { lead, now } = await noonLead(db)
    const at = (index: number) => new Date(now - (300 - index) * 1000).toISOString()
    const calls = Array.from({ length: 210 }, (_, index) =>
      aCall(lead, {
        timestamp: at(index),
        task_type: index % 2 ? 'coding' : 'creative',
        task_complexity: index % 3 ? 'simple' : 'complex',
        outcome: index === 205 ? 'stopped' : index % 5 ? 'ok' : 'timeout',
      }),
    )
    await record(db, [...calls, aCall(lead, { model: 'other', timestamp: at(1) })])
    const expected = calls
      .filter((call) => call.outcome !== 'stopped')
      .map((call) => [
        call.task_type,
        call.task_complexity,
        call.outcome === 'ok' ? 1 : 0,
        Date.parse(call.timestamp),
      ])
    const recent = async () => (await evidenceOf(db, lead)).recent
    expect(await recent()).toEqual([
      { provider: 'openai', model: 'gpt-5.5', calls: expected.slice(-200) },
      { provider: 'openai', model: 'other', calls: [['coding', 'medium', 1, now - 299_000]] },
    ])
    await change(db, lead, { at: at(150), taskType: 'coding' })
    expect((await recent())[0]?.calls).toHaveLength(200)
    await change(db, lead, { at: at(100) })
    await change(db, lead, { at: at(40), direction: 'recovery' })
    expect((await recent())[0]?.calls).toEqual(expected.slice(100))
    expect((await recent())[1]?.calls).toHaveLength(1)
  })

  story("A30 changes and settings of the team come along, others' do not", async (db) => {
    const { lead, now } = await noonLead(db)
    const stranger = await signUp(db, 'stranger')
    await change(db, stranger, { at: new Date(now).toISOString() })
    await change(db, lead, { at: new Date(now - 31 * DAY).toISOString() })
    await change(db, lead, { at: new Date(now - DAY).toISOString(), taskType: 'coding' })
    await db.as(lead, 'update public.teams set explore_min = 0.025, explore_max = 0.3, quality_floor = 0.7')
    const evidence = await evidenceOf(db, lead)
    expect(evidence).toMatchObject({ cells: [], recent: [] })
    expect(evidence.settings).toEqual({ exploreMin: 0.025, exploreMax: 0.3, qualityFloor: 0.7 })
    expect((await evidenceOf(db, stranger)).settings).toEqual({
      exploreMin: 0.01,
      exploreMax: 1,
      qualityFloor: 0,
    })
    expect(evidence.changes).toMatchObject([
      { model: 'gpt-5.5', taskType: 'coding', direction: 'drop', changedAt: now - DAY, callsAfter: 20 },
    ])
    const [nobody] = await db.as('service_role', 'select public.get_recommender_evidence($1) as answer', [
      v7(),
    ])
    expect(nobody?.answer).toBeNull()
    for (const caller of [lead, 'nobody'] as const) {
      expect(
        await db.refusal(caller, 'select public.get_recommender_evidence($1)', [lead.teamId]),
      ).toMatchObject({ code: '42501' })
    }
  })

  story('A18 SQL and TypeScript put a time into the same bucket', async (db) => {
    const random = xoroshiro128plus(7)
    const [bounds] = await db.sql('select private.latency_bounds() as bounds')
    const thresholds = numbers(bounds?.bounds)
    const times = [
      0,
      1,
      2_147_483_647,
      ...thresholds.flatMap((bound) => [bound - 1, bound]),
      ...Array.from({ length: 2000 }, () => Math.round(10 ** (uniformFloat64(random) * 9.3))),
    ]
    const [row] = await db.sql(
      `select array_agg(width_bucket(ms, private.latency_bounds()) order by place) as buckets
      from unnest($1::int[]) with ordinality as item (ms, place)`,
      [times],
    )
    expect(numbers(row?.buckets)).toEqual(times.map(latencyBucket))
  })

  story('A18 quantiles of the sketches of several cells are those of their calls', async (db) => {
    const { lead, now } = await noonLead(db)
    const options = { seed: 3, count: 600, timeZone: 'UTC', until: new Date(now), days: 20 }
    const calls = randomCalls({ ...options, owners: [lead] })
    await store(db, calls)
    const { cells } = await evidenceOf(db, lead)
    const merged = mergedLatencies(cells.map((cell) => cell.responseTimes))
    const times = known(
      calls.filter((call) => call.outcome === 'ok').map((call) => call.response_time_ms),
    ).sort((a, b) => a - b)
    for (const share of [0.5, 0.95, 0.99]) {
      const exact = times[Math.max(0, Math.ceil(share * times.length) - 1)] ?? Number.NaN
      expect(Math.abs((latencyQuantile(merged, share) ?? Number.NaN) / exact - 1)).toBeLessThanOrEqual(0.01)
    }
  })
})

type Written = { calls: SignalledCall[]; changes: Change[] }

const ZONES = ['Europe/Berlin', 'America/St_Johns', 'Pacific/Kiritimati'] as const

/** So many calls of the last four weeks, with what was done with their answers. */
async function write(
  db: StoryDatabase,
  options: { seed: number; count: number; owners: readonly Person[]; timeZone: string; until: Date },
): Promise<SignalledCall[]> {
  const random = xoroshiro128plus(options.seed)
  const calls: SignalledCall[] = randomCalls({ ...options, days: 28, taskTypes: ['coding', 'other'] }).map(
    (call) => ({ ...call, message_id: v7(), signals: SIGNALS.filter(() => uniformFloat64(random) < 0.12) }),
  )
  await store(
    db,
    calls.map(({ signals: _, ...call }) => call),
  )
  for (const call of calls) await note(db, call, call.signals)
  return calls
}

/** Changes of two models, on all tasks or on one, in the last twenty days. */
async function changeModels(db: StoryDatabase, lead: Person, seed: number, now: number): Promise<Change[]> {
  const random = xoroshiro128plus(seed)
  const changes = Array.from(
    { length: 6 },
    (_, index): Change => ({
      model: index < 4 ? 'gpt-5.5' : 'gpt-5.4-mini',
      direction: index % 2 ? 'drop' : 'recovery',
      ...(index % 3 === 0 ? {} : { taskType: index % 3 === 1 ? 'coding' : 'other' }),
      at: new Date(now - uniformInt(random, index === 5 ? 0 : DAY, 20 * DAY)).toISOString(),
    }),
  )
  for (const found of changes) await change(db, lead, found)
  return changes
}

/** Every fifth call that came gets another thumb. */
async function rateAnew(db: StoryDatabase, calls: SignalledCall[]) {
  for (const call of calls.filter((call, index) => index % 5 === 0 && call.outcome !== 'error')) {
    call.rating = call.rating === 1 ? -1 : call.rating === 0 ? 1 : 0
    await db.sql(
      'update public.model_performance_metrics set user_rating = $3 where team_id = $1 and id = $2',
      [call.team_id, call.id, call.rating],
    )
  }
}

/** Every figure of the evidence is what the calls and changes say. */
async function expectEvidence(db: Session, lead: Person, zone: string, { calls, changes }: Written) {
  const { now, evidence } = await db.transaction(async (inside) => ({
    now: await nowOf(inside),
    evidence: await evidenceOf(inside, lead),
  }))
  expect(evidence.changes).toHaveLength(changes.length)
  const groups = groupBy(calls, cellOf)
  expect(evidence.cells).toHaveLength(groups.size)
  for (const cell of evidence.cells) {
    const key = JSON.stringify([cell.provider, cell.model, cell.taskType, cell.complexity])
    const own = calls.filter((call) => cellOf(call) === key)
    expectClose(cell, expectedCell(own, changes, now, zone), `${zone} ${key}`)
  }
}

const cellOf = (call: CallEvent) =>
  JSON.stringify([call.provider, call.model, call.task_type, call.task_complexity])

describe.each(DATABASES)('the evidence that is rolled up, %s', (name) => {
  test('A29 the evidence is what calls, signals and changes of the team say, rolled up or not', async () => {
    const db = await newDatabase(name)
    const now = await nowOf(db)
    const until = new Date(now)
    for (const [index, timeZone] of ZONES.entries()) {
      const seed = 10 * index
      const lead = await signUp(db, `lead${index}`, timeZone)
      const stranger = await signUp(db, `stranger${index}`, timeZone)
      await write(db, { seed: seed + 1, count: 30, owners: [stranger], timeZone, until })
      await changeModels(db, stranger, seed + 1, now)
      const changes = await changeModels(db, lead, seed + 2, now)
      const before = await write(db, { seed: seed + 3, count: 250, owners: [lead], timeZone, until })
      await expectEvidence(db, lead, timeZone, { calls: before, changes })
      expect(await rollUp(db)).toBeGreaterThanOrEqual(before.length)
      await expectEvidence(db, lead, timeZone, { calls: before, changes })
      await rateAnew(db, before)
      const calls = [
        ...before,
        ...(await write(db, { seed: seed + 4, count: 250, owners: [lead], timeZone, until })),
      ]
      await expectEvidence(db, lead, timeZone, { calls, changes })
      await rollUp(db)
      await expectEvidence(db, lead, timeZone, { calls, changes })
    }
  })

  test('A9 members go by their own calls, of which no rollup tells', async () => {
    const db = await newDatabase(name)
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const until = new Date()
    const calls = await write(db, { seed: 1, count: 200, owners: [lead, member], timeZone: 'UTC', until })
    await rollUp(db)
    const seenBy = async (person: Person) => {
      const [row] = await db.as(
        person,
        'select sum(calls)::int as calls, sum(copied)::int as copied from private.evidence_cells($1)',
        [lead.teamId],
      )
      return row
    }
    const of = (group: SignalledCall[]) => ({
      calls: group.filter((call) => call.outcome !== 'stopped').length,
      copied: group.filter((call) => listenedTo(call).includes('copied')).length,
    })
    expect(await seenBy(lead)).toEqual(of(calls))
    expect(await seenBy(member)).toEqual(of(calls.filter((call) => call.user_id === member.userId)))
  })

  test('A11 evidence ends with the days that the team keeps, though rollups stay', async () => {
    const db = await newDatabase(name)
    const now = await nowOf(db)
    const lead = await signUp(db, 'lead')
    const at = (days: number) => new Date(now - days * DAY).toISOString()
    await record(db, [aCall(lead, { timestamp: at(5) }), aCall(lead, { timestamp: at(12) })])
    await rollUp(db)
    expect(find(await evidenceOf(db, lead), {})?.calls).toBe(2)
    await db.sql('update public.teams set retention_days = 10 where id = $1', [lead.teamId])
    expect(find(await evidenceOf(db, lead), {})?.calls).toBe(1)
  })
})

/** An array of the database, which the driver has parsed already. */
function numbers(value: unknown): number[] {
  return value as number[]
}

const listenedTo = (call: SignalledCall) =>
  call.outcome === 'ok' || call.outcome === 'stopped' ? call.signals : []

function expectedCell(
  calls: readonly SignalledCall[],
  changes: readonly Change[],
  now: number,
  zone: string,
) {
  const ended = (call: SignalledCall) => call.outcome !== 'stopped'
  const signalled = (signal: Signal) => calls.filter((call) => listenedTo(call).includes(signal)).length
  const successes = calls.filter((call) => call.outcome === 'ok')
  const times = known(successes.map((call) => call.response_time_ms))
  const weight = (call: SignalledCall) =>
    0.5 ** ((Date.parse(dayOf(new Date(now), zone)) - Date.parse(dayOf(call.timestamp, zone))) / DAY / 30)
  const weigh = (group: readonly SignalledCall[], value: (call: SignalledCall) => number) =>
    sum(group.map((call) => weight(call) * value(call)))
  const verdict = (call: SignalledCall) => {
    if (call.rating !== 0) return call.rating
    const pleased = listenedTo(call).some((signal) => signal === 'copied' || signal === 'thanked')
    const displeased = listenedTo(call).some((signal) => signal !== 'copied' && signal !== 'thanked')
    return (Number(pleased) - Number(displeased)) / 4
  }
  const changedAt = (call: SignalledCall) =>
    Math.max(
      ...changes
        .filter(
          ({ model, taskType }) =>
            call.provider === 'openai' && model === call.model && (!taskType || taskType === call.task_type),
        )
        .map(({ at }) => Date.parse(at)),
    )
  const isPast = (call: SignalledCall) => Date.parse(call.timestamp) < changedAt(call)
  const [past, present] = [calls.filter(isPast), calls.filter((call) => !isPast(call))]
  const kept = Math.min(1, 4 / weigh(past, (call) => Number(ended(call))))
  const weighted = (value: (call: SignalledCall) => number) =>
    weigh(present, value) + (past.length === 0 ? 0 : kept * weigh(past, value))
  return {
    calls: calls.filter(ended).length,
    successes: successes.length,
    thumbsUp: calls.filter((call) => call.rating === 1).length,
    thumbsDown: calls.filter((call) => call.rating === -1).length,
    ...Object.fromEntries(SIGNALS.map((signal) => [signal, signalled(signal)])),
    avgResponseTimeMs: times.length === 0 ? null : sum(times) / times.length,
    timedCalls: times.length,
    responseTimes: mergedLatencies(times.map((ms) => [[latencyBucket(ms), 1]])),
    inputTokens: sum(known(calls.map((call) => call.input_tokens))),
    outputTokens: sum(known(calls.map((call) => call.output_tokens))),
    costUsd: sum(known(calls.map((call) => call.cost_usd))),
    pricedSuccesses: known(successes.map((call) => call.cost_usd)).length,
    weighted: {
      calls: weighted((call) => Number(ended(call))),
      successes: weighted((call) => Number(call.outcome === 'ok')),
      ups: weighted((call) => Math.max(0, verdict(call))),
      downs: weighted((call) => Math.max(0, -verdict(call))),
    },
  }
}
