import { describe, expect, test } from 'vitest'
import { differences } from './compare-figures'
import { aCall, type Person, record, signUp } from './people'
import { randomCalls, store } from './random-calls'
import { dailyUsage, rawAnswer, rawUsage, type ZoneSpan } from './raw-figures'
import { dayOf } from './reference'
import { REMEMBERED, rememberCalls } from './remember-calls'
import { answerOf, cleanUpOnce, modelsAnalytics, rebuild, rebuildOnce, rollUp, rollupRows } from './rollups'
import { nativeSession, newDatabase, type Session } from './sessions'
import { DATABASES } from './start-databases'
import { newNativeDatabase } from './stories'
import { untilWaiting } from './until-waiting'

const DAY = 86_400_000
const WRITTEN_DAYS = 12
/** Calls, or rows of rollups, that a step of a rebuild takes. */
const CHUNK = 40

/** A team with calls of twelve days, half of them rolled up. */
async function aTeam(db: Session, timeZone: string): Promise<Person> {
  await rememberCalls(db)
  const lead = await signUp(db, 'lead', timeZone)
  await write(db, lead, 1, 150)
  await rollUp(db)
  await write(db, lead, 2, 150)
  return lead
}

async function write(db: Session, lead: Person, seed: number, count: number, days = WRITTEN_DAYS) {
  const until = new Date()
  await store(db, randomCalls({ seed, count, owners: [lead], timeZone: 'UTC', until, days }))
}

/** Every fifth call of those that are kept gets another thumb. */
async function rateAnew(db: Session) {
  await db.as(
    'service_role',
    `update public.model_performance_metrics set user_rating = (user_rating + 2) % 3 - 1
    where success and ('x' || right(id::text, 2))::bit(8)::int % 5 = 0`,
  )
}

async function setZone(db: Session, lead: Person, timeZone: string) {
  await db.as(lead, 'update public.teams set time_zone = $2 where id = $1', [lead.teamId, timeZone])
}

/** Which zone counts when. */
async function zonesOf(db: Session, lead: Person): Promise<ZoneSpan[]> {
  const rows = await db.sql(
    `select zone.time_zone, zone.counts_from::text, nullif(zone.counts_until, 'infinity')::text as until
    from private.team_zones as zone
    join private.rollup_state as state on state.team_id = zone.team_id and state.generation = zone.generation
    where zone.team_id = $1
    order by zone.counts_from`,
    [lead.teamId],
  )
  const starts = rows.map((row) => row.counts_from)
  expect(starts, 'no gap and no overlap').toEqual(['-infinity', ...rows.slice(0, -1).map((row) => row.until)])
  return rows.map((row) => ({
    timeZone: String(row.time_zone),
    until: row.until === null ? null : String(row.until),
  }))
}

/** Every figure, by the zones that count, equals the count of all calls that were ever written. */
async function expectExact(db: Session, lead: Person) {
  const zones = await zonesOf(db, lead)
  for (const days of [1, 5, 30]) {
    const found = await db.transaction(async (inside) => {
      const answer = await modelsAnalytics(inside, lead, { days })
      const period = answerOf(answer.period)
      const asked = { teamId: lead.teamId, zones, period, from: REMEMBERED }
      const [used, counted] = [
        await dailyUsage(inside, lead, period.from, period.to),
        await rawUsage(inside, { ...asked, first: period.from, last: period.to }),
      ]
      return { figures: differences(answer, await rawAnswer(inside, asked)), used, counted }
    }, 'isolation level repeatable read')
    expect(found.figures).toEqual([])
    expect(found.used).toEqual(found.counted)
  }
  return zones
}

async function teamOf(db: Session, lead: Person) {
  return answerOf((await modelsAnalytics(db, lead, { days: 30 })).team)
}

describe.each(DATABASES)("a change of a team's zone, %s", (name) => {
  test('A26 counts all days anew, and answers by the zone before until it has', async () => {
    const db = await newDatabase(name)
    const lead = await aTeam(db, 'Europe/Berlin')
    expect(await expectExact(db, lead)).toEqual([{ timeZone: 'Europe/Berlin', until: null }])
    await setZone(db, lead, 'Pacific/Auckland')
    expect(await teamOf(db, lead)).toMatchObject({
      timeZone: 'Europe/Berlin',
      nextTimeZone: 'Pacific/Auckland',
    })

    let chunks = 0
    for (let done = await rebuildOnce(db, CHUNK); done.more === true; done = await rebuildOnce(db, CHUNK)) {
      expect(done.team_id).toBe(lead.teamId)
      if (chunks < 12) {
        await write(db, lead, 10 + chunks, 20)
        await expectExact(db, lead)
        if (chunks % 2 === 0) await rateAnew(db)
        if (chunks % 3 === 0) await rollUp(db)
        await expectExact(db, lead)
      }
      chunks += 1
    }
    expect(chunks).toBeGreaterThan(12)

    expect(await expectExact(db, lead)).toMatchObject([{ timeZone: 'Pacific/Auckland' }])
    expect(await teamOf(db, lead)).toMatchObject({
      timeZone: 'Pacific/Auckland',
      nextTimeZone: null,
      recounted: null,
    })
    await write(db, lead, 99, 50)
    await rateAnew(db)
    await expectExact(db, lead)
    await rollUp(db)
    await expectExact(db, lead)
    expect(await rebuildOnce(db)).toMatchObject({ more: false })
  })

  test('A26 leaves the days as they were whose calls are no longer kept', async () => {
    const db = await newDatabase(name)
    const lead = await aTeam(db, 'America/New_York')
    // There is a Monday among the kept days, whatever today is, and the new zone's day in it has begun.
    await db.sql('update public.teams set retention_days = 8 where id = $1', [lead.teamId])
    await rollUp(db)
    await cleanUpOnce(db)
    const before = answerOf(await modelsAnalytics(db, lead, { days: 30 }))
    const [kept] = await db.sql(
      'select min("timestamp") as first, count(*)::int as calls from public.model_performance_metrics',
    )
    expect(kept?.calls).toBeLessThan(300)
    await expectExact(db, lead)

    await setZone(db, lead, 'Asia/Kolkata')
    await rebuild(db)
    const [old, latest] = await expectExact(db, lead)
    expect([old?.timeZone, latest?.timeZone]).toEqual(['America/New_York', 'Asia/Kolkata'])
    const since = new Date(String(old?.until))
    const firstKept = new Date(String(kept?.first))
    expect((await teamOf(db, lead)).zoneSince).toBe(dayOf(since, 'Asia/Kolkata'))
    expect(dayOf(new Date(since.getTime() - 1), 'Asia/Kolkata'), 'from a midnight on').not.toBe(
      dayOf(since, 'Asia/Kolkata'),
    )
    expect(since.getTime() - firstKept.getTime(), 'by the next Monday').toBeLessThanOrEqual(9 * DAY)

    const after = answerOf(await modelsAnalytics(db, lead, { days: 30 }))
    // It may be tomorrow already where the zone is now.
    const first = String(answerOf(after.period).from)
    const daysOf = (answer: Record<string, unknown>) =>
      (Array.isArray(answer.byDay) ? answer.byDay : []).filter(
        ({ day }) => day >= first && day < dayOf(firstKept, 'America/New_York'),
      )
    expect(daysOf(after)).toEqual(expect.arrayContaining(daysOf(before)))
    expect(daysOf(after).some(({ calls }) => calls > 0)).toBe(true)
  })

  test('A26 counts by the zone before until the first week of which all calls are kept', async () => {
    const db = await newDatabase(name)
    const lead = await aTeam(db, 'Pacific/Auckland')
    await rollUp(db)
    await db.sql('update private.rollup_state set calls_kept_from = now()')
    await setZone(db, lead, 'America/New_York')
    await rebuild(db)
    const team = await teamOf(db, lead)
    expect(team).toMatchObject({
      timeZone: 'Pacific/Auckland',
      nextTimeZone: 'America/New_York',
      recounted: null,
    })
    const from = String(team.nextZoneFrom)
    expect(from > dayOf(new Date(), 'America/New_York')).toBe(true)
    expect(new Date(from).getUTCDay()).toBe(1)
    const [row] = await db.as(lead, 'select public.get_counted_zone($1) as answer', [lead.teamId])
    expect(answerOf(row?.answer).team).toEqual(team)
    const before = answerOf((await modelsAnalytics(db, lead, { days: 1 })).summary)
    await record(db, [aCall(lead, { timestamp: new Date().toISOString() })])
    const after = answerOf((await modelsAnalytics(db, lead, { days: 1 })).summary)
    expect(after.calls).toBe(Number(before.calls) + 1)
    await expectExact(db, lead)

    await setZone(db, lead, 'Asia/Kathmandu')
    await rebuild(db)
    expect(await teamOf(db, lead)).toMatchObject({
      timeZone: 'Pacific/Auckland',
      nextTimeZone: 'Asia/Kathmandu',
    })
    await setZone(db, lead, 'Pacific/Auckland')
    await rebuild(db)
    expect(await zonesOf(db, lead)).toEqual([{ timeZone: 'Pacific/Auckland', until: null }])
    await setZone(db, lead, 'America/New_York')
    await rebuild(db)
    expect(await teamOf(db, lead)).toEqual(team)
    await expectExact(db, lead)

    // As if that Monday had come.
    await db.sql(
      `update private.team_zones set
        counts_until = case when counts_until < 'infinity' then now() else counts_until end,
        counts_from = case when counts_from > now() then now() else counts_from end`,
    )
    expect(await teamOf(db, lead)).toMatchObject({ timeZone: 'America/New_York', nextTimeZone: null })
  })

  test('A26 may go there and back, and change its mind on the way', async () => {
    const db = await newDatabase(name)
    const lead = await aTeam(db, 'Asia/Kathmandu')
    const everything = async () => {
      await rebuild(db)
      await rollUp(db)
      return rollupRows(db)
    }
    const before = await everything()
    await setZone(db, lead, 'America/New_York')
    await everything()
    await expectExact(db, lead)
    await setZone(db, lead, 'Asia/Kathmandu')
    expect(await everything()).toEqual(before)
    expect((await expectExact(db, lead)).at(-1)?.timeZone).toBe('Asia/Kathmandu')

    await setZone(db, lead, 'Europe/Berlin')
    expect(await rebuildOnce(db, CHUNK)).toMatchObject({ more: true })
    expect(await rebuildOnce(db, CHUNK)).toMatchObject({ more: true })
    await setZone(db, lead, 'Pacific/Auckland')
    await expectExact(db, lead)
    await everything()
    expect((await expectExact(db, lead)).at(-1)?.timeZone).toBe('Pacific/Auckland')

    const last = await everything()
    await setZone(db, lead, 'Asia/Kolkata')
    expect(await rebuildOnce(db, CHUNK)).toMatchObject({ more: true })
    await setZone(db, lead, 'Pacific/Auckland')
    expect(await everything()).toEqual(last)
    expect((await expectExact(db, lead)).at(-1)?.timeZone).toBe('Pacific/Auckland')
    expect(await teamOf(db, lead)).toMatchObject({ nextTimeZone: null, recounted: null })
  })

  test('A26 loses nothing when retention removes calls on the way', async () => {
    const db = await newDatabase(name)
    const lead = await aTeam(db, 'Europe/Berlin')
    await rollUp(db)
    await setZone(db, lead, 'America/New_York')
    for (const days of [9, 6, 3]) {
      for (let step = 0; step < 3; step++) await rebuildOnce(db, CHUNK)
      await db.sql('update public.teams set retention_days = $1 where id = $2', [days, lead.teamId])
      expect(await cleanUpOnce(db)).toMatchObject({ callsDeleted: expect.any(Number) })
      await expectExact(db, lead)
    }
    await rebuild(db)
    await cleanUpOnce(db)
    await expectExact(db, lead)
    await rebuild(db)
    expect((await expectExact(db, lead)).at(-1)?.timeZone).toBe('America/New_York')
    const [kept] = await db.sql('select count(*)::int as calls from public.model_performance_metrics')
    expect(kept?.calls).toBeLessThan(150)
  })

  test('A26 keeps what it knows of days without calls through several changes', async () => {
    const db = await newDatabase(name)
    const lead = await aTeam(db, 'Europe/Berlin')
    await db.sql('update public.teams set retention_days = 8 where id = $1', [lead.teamId])
    for (const [timeZone, days] of [
      ['Pacific/Auckland', 8],
      ['America/New_York', 6],
      ['Asia/Kathmandu', 6],
      ['America/New_York', 3],
    ] as const) {
      await db.sql('update public.teams set retention_days = $1 where id = $2', [days, lead.teamId])
      await rollUp(db)
      await cleanUpOnce(db)
      await setZone(db, lead, timeZone)
      // Older ones may have been removed, and are refused.
      await write(db, lead, days, 20, days - 2)
      await rebuild(db)
      expect((await expectExact(db, lead)).at(-1)?.timeZone).toBe(timeZone)
    }
    const zones = await zonesOf(db, lead)
    for (let hours = 0; hours < 24; hours += 7)
      for (let days = 3; days <= 9; days++) {
        const [row] = await db.as(
          lead,
          `select private.count_model_calls(
            $1, $2, null, null, null, null, null, null, null, now() + make_interval(hours => $3)
          ) as answer`,
          [lead.teamId, days, hours],
        )
        const answer = answerOf(row?.answer)
        const asked = { teamId: lead.teamId, zones, period: answerOf(answer.period), from: REMEMBERED }
        expect(differences(answer, await rawAnswer(db, asked)), `${days} days, ${hours} hours on`).toEqual([])
      }
  })
})

test.each(['Postgres 15', 'Postgres 17'] as const)(
  'A26 the first call may arrive while the zone of its team changes, on %s',
  async (name) => {
    const url = await newNativeDatabase(name)
    const [db, writer, settings] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    await rememberCalls(db)
    const lead = await signUp(db, 'lead', 'Pacific/Auckland')
    await writer.sql('begin')
    await record(writer, [aCall(lead)])
    await settings.sql('begin')
    const changed = settings.sql("update public.teams set time_zone = 'America/New_York'")
    await untilWaiting(db.client, changed)
    await writer.sql('commit')
    await changed
    const rolled = rollUp(db)
    await untilWaiting(writer.client, rolled)
    await settings.sql('commit')
    await rolled
    await expectExact(db, lead)
    await rebuild(db)
    expect(await expectExact(db, lead)).toMatchObject([{ timeZone: 'America/New_York' }])
  },
)
