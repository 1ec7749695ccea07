import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { Dice } from '@/supabase/seed/dice'
import { aCall, joinTeam, type Person, record, signUp } from './people'
import { dayOf, startOfDay } from './reference'
import { answerOf, cleanUpOnce, rebuild, rollUp } from './rollups'
import { newDatabase } from './sessions'
import { DATABASES } from './start-databases'
import { onEveryDatabase, type Row, type StoryDatabase } from './stories'
import { dayAfter, RHYTHMS, type Used, use } from './usage-rhythms'

const HISTORY = 56
const TODAY = HISTORY + 6

const judge = (db: StoryDatabase, teamId: string, day = TODAY) =>
  db.sql('select private.judge_usage($1, $2) as touched', [teamId, dayAfter(day)])

const alertsOf = (db: StoryDatabase, { teamId }: Person, subject: string): Promise<Row[]> =>
  db.sql(
    `select kind, day::text, user_id::text, external_user_id, feature, model, measured::float8, usual::float8,
      compared_with, compared_days, is_open
    from public.alerts where team_id = $1 and subject = $2 order by day, kind, measured`,
    [teamId, subject],
  )

const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** The same on each of the days. */
const daily = (from: number, to: number, used: Omit<Used, 'day'>): Used[] =>
  days(from, to).map((day) => ({ ...used, day: dayAfter(day) }))

/** So many features of one rhythm, each on the days of the history and the four weeks after. */
function features(rhythm: string, count: number, level: number): Used[] {
  const dice = new Dice(7)
  return Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    days(0, HISTORY + 27).flatMap((day) => {
      const costUsd = RHYTHMS[rhythm]?.(dice, level, day) ?? 0
      return costUsd > 0 ? [{ day: dayAfter(day), feature: `feature-${index}`, costUsd }] : []
    }),
  )
}

async function tell(db: StoryDatabase, caller: Person) {
  const [row] = await db.as(caller, 'select public.get_alerts($1) as answer', [caller.teamId])
  return answerOf(row?.answer) as { open: number; alerts: Record<string, unknown>[] }
}

const dismiss = 'select public.dismiss_alerts($1, $2) as dismissed'

onEveryDatabase('alerts', (story) => {
  for (const rhythm of Object.keys(RHYTHMS)) {
    story(`C21 what is ${rhythm} is hardly ever unusual, and twelve times as much is`, async (db) => {
      const lead = await signUp(db, 'lead')
      await use(db, lead.teamId, features(rhythm, 15, 20))
      for (const day of [TODAY, TODAY + 7, TODAY + 14, TODAY + 21]) await judge(db, lead.teamId, day)
      // Of 15 features on 28 days.
      expect((await alertsOf(db, lead, 'feature')).length).toBeLessThanOrEqual(1)

      // A day that weekly features have too; others may rest on it.
      const spike = { day: dayAfter(HISTORY + 23), feature: 'feature-3', model: 'other', costUsd: 240 }
      await use(db, lead.teamId, [spike])
      await judge(db, lead.teamId, TODAY + 21)
      expect(await alertsOf(db, lead, 'feature')).toContainEqual(
        expect.objectContaining({ kind: 'unusual_cost', feature: spike.feature, day: spike.day }),
      )
    })
  }

  story('C21 little money, and what is known for less than a week, is never unusual', async (db) => {
    const lead = await signUp(db, 'lead')
    await use(db, lead.teamId, [
      ...daily(0, TODAY - 1, { feature: 'cheap', costUsd: 0.01 }),
      { day: dayAfter(TODAY), feature: 'cheap', costUsd: 4.9 },
      ...daily(TODAY - 6, TODAY - 1, { feature: 'fresh', costUsd: 0.01 }),
      { day: dayAfter(TODAY), feature: 'fresh', costUsd: 1000 },
    ])
    await judge(db, lead.teamId)
    expect(await alertsOf(db, lead, 'feature')).toEqual([])
    expect(await alertsOf(db, lead, 'team')).toMatchObject([{ measured: 1004.9 }])
  })

  story('C21 in a large team a hundredth of its usual day is little', async (db) => {
    const lead = await signUp(db, 'lead')
    await use(db, lead.teamId, [
      ...daily(0, TODAY, { feature: 'large', costUsd: 10_000 }),
      ...daily(0, TODAY - 1, { feature: 'small', costUsd: 1 }),
      { day: dayAfter(TODAY), feature: 'small', costUsd: 99 },
    ])
    await judge(db, lead.teamId)
    expect(await alertsOf(db, lead, 'feature')).toEqual([])
    await use(db, lead.teamId, [{ day: dayAfter(TODAY), feature: 'small', model: 'other', costUsd: 200 }])
    await judge(db, lead.teamId)
    expect(await alertsOf(db, lead, 'feature')).toMatchObject([{ feature: 'small', measured: 299, usual: 1 }])
  })

  story('C21 of days whose calls a team keeps no more nothing is raised again', async (db) => {
    const lead = await signUp(db, 'lead')
    await db.sql('update public.teams set retention_days = 2 where id = $1', [lead.teamId])
    await use(db, lead.teamId, [
      ...daily(0, TODAY - 6, { costUsd: 1 }),
      { day: dayAfter(TODAY - 3), costUsd: 50 },
      { day: dayAfter(TODAY - 2), costUsd: 200 },
    ])
    await judge(db, lead.teamId)
    expect(await alertsOf(db, lead, 'team')).toMatchObject([{ day: dayAfter(TODAY - 2), measured: 200 }])
  })

  story('C21 a new user is compared with the others, if there are enough of them', async (db) => {
    const lead = await signUp(db, 'lead')
    const newcomer = await joinTeam(db, lead.teamId, 'newcomer')
    const ordinary = await joinTeam(db, lead.teamId, 'ordinary')
    const others = ['anna', 'ben', 'cleo'].map((externalUserId, index) =>
      daily(0, TODAY, { externalUserId, costUsd: 2 + index }),
    )
    await use(db, lead.teamId, [
      ...others.slice(0, 2).flat(),
      { day: dayAfter(TODAY), userId: newcomer.userId, costUsd: 60 },
      { day: dayAfter(TODAY), userId: ordinary.userId, costUsd: 6 },
      // Nobody named is nobody's.
      { day: dayAfter(TODAY), costUsd: 60 },
    ])
    await judge(db, lead.teamId)
    expect(await alertsOf(db, lead, 'user')).toEqual([])
    await use(db, lead.teamId, others.slice(2).flat())
    await judge(db, lead.teamId)
    expect(await alertsOf(db, lead, 'user')).toMatchObject([
      { user_id: newcomer.userId, usual: 3, compared_with: 'days of others', compared_days: 3 * HISTORY },
    ])
  })

  story('C21 what has no price is judged by its tokens, what has neither by its requests', async (db) => {
    const lead = await signUp(db, 'lead')
    const own = { feature: 'own', priced: 0 }
    const failing = { feature: 'failing', requests: 10, priced: 0 }
    await use(db, lead.teamId, [
      ...daily(0, TODAY - 1, { ...own, tokens: 200_000 }),
      ...daily(0, TODAY - 1, failing),
      { ...own, day: dayAfter(TODAY), tokens: 9_000_000 },
      { ...failing, day: dayAfter(TODAY), requests: 5000 },
    ])
    await judge(db, lead.teamId)
    expect(await alertsOf(db, lead, 'feature')).toMatchObject([
      { kind: 'unusual_requests', feature: 'failing', measured: 5000, usual: 10 },
      { kind: 'unusual_tokens', feature: 'own', measured: 9_000_000, usual: 200_000 },
    ])
  })

  story(
    'C21 an alert follows its day and is raised once; dismissed it stays, until twice as much',
    async (db) => {
      const lead = await signUp(db, 'lead')
      await use(db, lead.teamId, [
        ...daily(0, TODAY - 1, { costUsd: 1 }),
        { day: dayAfter(TODAY), model: 'runaway', costUsd: 40 },
      ])
      expect(await judge(db, lead.teamId)).toEqual([{ touched: 2 }])
      const first = await db.sql('select * from public.alerts order by id')
      expect(await judge(db, lead.teamId)).toEqual([{ touched: 0 }])
      expect(await db.sql('select * from public.alerts order by id')).toEqual(first)

      const grow = async (costUsd: number) => {
        await db.sql("update private.usage_rollups set cost_usd = $1 where model = 'runaway'", [costUsd])
        await judge(db, lead.teamId)
        return tell(db, lead)
      }
      expect(await grow(50)).toMatchObject({
        open: 2,
        alerts: [
          { subject: 'team', measured: 50, usual: 1, comparedDays: HISTORY, isOpen: true },
          { subject: 'feature', feature: 'chat', measured: 50 },
        ],
      })
      expect(await db.as(lead, dismiss, [lead.teamId, first.map(({ id }) => id)])).toEqual([{ dismissed: 2 }])
      const dismissed = { isOpen: false, dismissedBy: 'lead', dismissedAt: expect.any(String) }
      expect(await grow(99)).toMatchObject({
        open: 0,
        alerts: [
          { measured: 99, ...dismissed },
          { measured: 99, ...dismissed },
        ],
      })
      expect(await grow(100)).toMatchObject({ open: 2, alerts: [{ ...dismissed, isOpen: true }, {}] })
    },
  )

  story('C21 leads alone see and dismiss the alerts of their team', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    await use(db, lead.teamId, [
      ...daily(0, TODAY - 1, { userId: member.userId, costUsd: 1 }),
      { day: dayAfter(TODAY), userId: member.userId, costUsd: 40 },
    ])
    await judge(db, lead.teamId)
    const seen = 'select subject from public.alerts'
    expect(await db.as(lead, seen)).toHaveLength(4)
    expect(await tell(db, lead)).toMatchObject({ open: 4 })
    const [alert] = await db.sql('select id::text from public.alerts limit 1')
    for (const [person, code] of [
      [member, 'PT403'],
      [stranger, 'PT404'],
      ['nobody', '42501'],
    ] as const) {
      if (person !== 'nobody') expect(await db.as(person, seen)).toEqual([])
      const asked = [lead.teamId]
      expect(await db.refusal(person, 'select public.get_alerts($1)', asked)).toMatchObject({ code })
      expect(await db.refusal(person, dismiss, [...asked, [alert?.id]])).toMatchObject({ code })
    }
    expect(await db.as(lead, dismiss, [lead.teamId, [v7()]])).toEqual([{ dismissed: 0 }])
    expect(await db.as(stranger, dismiss, [stranger.teamId, [alert?.id]])).toEqual([{ dismissed: 0 }])
    for (const change of ['update public.alerts set measured = 0', 'delete from public.alerts']) {
      expect(await db.refusal(lead, change)).toMatchObject({ code: '42501' })
      expect(await db.refusal('service_role', change)).toMatchObject({ code: '42501' })
    }
    expect(await db.refusal(lead, 'select public.raise_alerts()')).toMatchObject({ code: '42501' })
    expect(await tell(db, lead)).toMatchObject({ open: 4 })
  })

  story('C21 alerts go with the calls of their day, with their user, and with their team', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const note = (day: string, userId: string | null) =>
      db.sql(
        `insert into public.alerts (
          team_id, kind, day, starts_at, ends_at, subject, user_id, measured, usual, unusual_from, compared_with, compared_days, dismissed_by,
          dismissed_at, dismissed_measured
        )
        values ($1, 'unusual_cost', current_date - $2::int, now(), now(), 'user', $3, 9, 1, 5, 'own days', 20, $4, now(), 9)`,
        [lead.teamId, day, userId, member.userId],
      )
    await note('95', null)
    await note('85', null)
    await note('1', member.userId)
    await cleanUpOnce(db)
    expect(await db.sql('select from public.alerts')).toHaveLength(2)
    await db.as(member, 'select public.delete_my_account()')
    expect(await tell(db, lead)).toMatchObject({ alerts: [{ dismissedBy: null, isOpen: false }] })
    await db.sql('delete from public.teams where id = $1', [lead.teamId])
    expect(await db.sql('select from public.alerts')).toEqual([])
  })
})

describe.each(DATABASES)('C21 alerts are raised, %s', (name) => {
  test('of whole days of the team, for teams that used something since, each once', async () => {
    const db = await newDatabase(name)
    const TIME_ZONE = 'Pacific/Auckland'
    const lead = await signUp(db, 'lead', TIME_ZONE)
    await signUp(db, 'bystander')
    const now = new Date()
    const noon = (daysBack: number) => startOfDay(now, TIME_ZONE, daysBack).getTime() + 12 * 3_600_000
    const call = (time: number | Date, cost_usd: number) =>
      aCall(lead, { timestamp: new Date(time).toISOString(), cost_usd })
    const first = startOfDay(now, TIME_ZONE, 2)
    const spike = dayOf(first.toISOString(), TIME_ZONE)
    await record(db, [
      ...Array.from({ length: 20 }, (_, index) => call(noon(3 + index), 1)),
      call(first, 20),
      call(startOfDay(now, TIME_ZONE, 1).getTime() - 1, 30.25),
    ])
    const raise = async (pause: string) => {
      const [row] = await db.as('service_role', 'select private.raise_alerts($1) as done', [pause])
      return row?.done
    }
    expect(await raise('0')).toEqual({ teams: 0, alerts: 0, more: false, failed: null })
    await rollUp(db)
    expect(await raise('0')).toEqual({ teams: 1, alerts: 4, more: false, failed: null })
    expect(await alertsOf(db, lead, 'team')).toMatchObject([
      { day: spike, measured: 50.25, usual: 1, compared_days: 20 },
    ])
    expect(await raise('0')).toEqual({ teams: 0, alerts: 0, more: false, failed: null })

    await record(db, [call(noon(2), 10)])
    await rollUp(db)
    expect(await raise('5 minutes')).toEqual({ teams: 0, alerts: 0, more: false, failed: null })
    expect(await raise('0')).toEqual({ teams: 1, alerts: 4, more: false, failed: null })
    expect(await alertsOf(db, lead, 'team')).toMatchObject([{ day: spike, measured: 60.25 }])
  })
})

describe.each(DATABASES)('C21 alerts follow the days of their team, %s', (name) => {
  test('into another zone and back, dismissed as they are', async () => {
    const db = await newDatabase(name)
    // A day apart and more, at any hour.
    const [home, away] = ['Pacific/Pago_Pago', 'Pacific/Kiritimati']
    const lead = await signUp(db, 'lead', home)
    const now = new Date()
    const call = (time: number, cost_usd: number) =>
      aCall(lead, { timestamp: new Date(time).toISOString(), cost_usd })
    const noon = (daysBack: number) => startOfDay(now, home, daysBack).getTime() + 12 * 3_600_000
    await record(db, [
      ...Array.from({ length: 40 }, (_, index) => call(noon(1 + index), 1)),
      call(noon(12), 20),
      call(noon(4), 100),
      call(noon(3), 500),
      call(now.getTime(), 3000),
    ])
    await rollUp(db)
    await db.sql('select private.judge_usage($1, $2)', [lead.teamId, dayOf(new Date(noon(12)), home)])
    const raise = async () => {
      await db.as('service_role', 'select public.raise_alerts()')
      return db.sql(
        `select alert.day::text, alert.subject, alert.measured::float8, alert.usual::float8, alert.raised_at,
          alert.dismissed_at, alert.dismissed_by, alert.dismissed_measured::float8, alert.is_open,
          alert.day > (now() at time zone private.current_zone(alert.team_id))::date as is_to_come,
          (
            select sum(used.cost_usd)::float8
            from public.usage_daily as used
            where used.team_id = alert.team_id and used.day = alert.day
          ) as used
        from public.alerts as alert
        order by alert.measured, alert.subject`,
      )
    }
    const moveTo = async (timeZone: string) => {
      await db.as(lead, 'update public.teams set time_zone = $2 where id = $1', [lead.teamId, timeZone])
      await rebuild(db)
      return raise()
    }
    await raise()
    const seen = await db.sql('select id from public.alerts where measured <> 501')
    await db.as(lead, dismiss, [lead.teamId, seen.map(({ id }) => id)])
    const before = await raise()
    expect(before).toHaveLength(16)
    expect(before.filter(({ is_open }) => is_open)).toHaveLength(4)

    const there = await moveTo(away)
    expect(there.map(({ day, ...alert }) => alert)).toEqual(
      before.map(({ day, ...alert }) => ({ ...alert, measured: alert.used })),
    )
    for (const [index, { day, used, is_to_come }] of there.entries()) {
      expect(String(day) > String(before[index]?.day)).toBe(true)
      expect([used, is_to_come]).toEqual([before[index]?.used, false])
    }
    expect(await moveTo(home)).toEqual(before)
  })
})
