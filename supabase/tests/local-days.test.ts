import { TZDate } from '@date-fns/tz'
import { describe, expect, test } from 'vitest'
import { aCall, joinTeam, type Person, signUp } from './people'
import { type RatedCall, randomCalls, store } from './random-calls'
import { countsOf, dayOf, expectClose, groupBy } from './reference'
import { modelsAnalytics, rollUp } from './rollups'
import { newDatabase, type Session } from './sessions'
import { DATABASES } from './start-databases'

/** A year with both changes of the clocks in each zone that has them, and instants of it whose day is known by hand. */
const YEAR = { from: '2025-01-01', to: '2025-12-31' }
const ZONES = [
  {
    timeZone: 'Europe/Berlin',
    days: [
      ['2025-03-29T22:59:59.999Z', '2025-03-29'],
      ['2025-03-29T23:00:00Z', '2025-03-30'],
      ['2025-03-30T21:59:59.999Z', '2025-03-30'],
      ['2025-03-30T22:00:00Z', '2025-03-31'],
      ['2025-10-26T22:59:59.999Z', '2025-10-26'],
      ['2025-10-26T23:00:00Z', '2025-10-27'],
    ],
  },
  {
    timeZone: 'America/New_York',
    days: [
      ['2025-03-09T04:59:59.999Z', '2025-03-08'],
      ['2025-03-09T05:00:00Z', '2025-03-09'],
      ['2025-03-10T03:59:59.999Z', '2025-03-09'],
      ['2025-11-02T04:00:00Z', '2025-11-02'],
      ['2025-11-03T04:59:59.999Z', '2025-11-02'],
      ['2025-11-03T05:00:00Z', '2025-11-03'],
    ],
  },
  {
    timeZone: 'Asia/Kolkata',
    days: [
      ['2025-06-30T18:29:59.999Z', '2025-06-30'],
      ['2025-06-30T18:30:00Z', '2025-07-01'],
    ],
  },
  {
    timeZone: 'Asia/Kathmandu',
    days: [
      ['2025-06-30T18:14:59.999Z', '2025-06-30'],
      ['2025-06-30T18:15:00Z', '2025-07-01'],
    ],
  },
  {
    timeZone: 'Pacific/Auckland',
    days: [
      ['2025-04-05T11:00:00Z', '2025-04-06'],
      ['2025-04-06T11:59:59.999Z', '2025-04-06'],
      ['2025-04-06T12:00:00Z', '2025-04-07'],
      ['2025-09-27T12:00:00Z', '2025-09-28'],
      ['2025-09-28T10:59:59.999Z', '2025-09-28'],
      ['2025-09-28T11:00:00Z', '2025-09-29'],
    ],
  },
] as const

const EXACT = [
  ...[
    'calls',
    'succeeded',
    'failed',
    'stopped',
    'thumbsUp',
    'thumbsDown',
    'timedCalls',
    'avgMs',
    'avgTtftMs',
  ],
  ...['totalTokens', 'tokenCalls', 'costUsd', 'pricedCalls', 'pricedSuccesses'],
]

function yearOfCalls(owners: readonly Person[], timeZone: string, seed: number): RatedCall[] {
  const until = new Date(new TZDate(2026, 0, 1, timeZone))
  return randomCalls({ seed, count: 400, owners, timeZone, until, days: 365 })
}

function callsAt(instants: readonly string[], owner: Person): RatedCall[] {
  return instants.map((timestamp) => ({
    ...aCall(owner, { timestamp: new Date(timestamp).toISOString() }),
    rating: 0,
  }))
}

/** The first and the last millisecond of each local day. */
function edgesOfDays(timeZone: string): string[] {
  return Array.from({ length: 365 }, (_, day) => {
    const midnight = new TZDate(2025, 0, 1 + day, timeZone).getTime()
    return [midnight, new TZDate(2025, 0, 2 + day, timeZone).getTime() - 1]
  }).flatMap((edges) => edges.map((edge) => new Date(edge).toISOString()))
}

async function expectDays(db: Session, lead: Person, calls: readonly RatedCall[], timeZone: string) {
  const answer = await modelsAnalytics(db, lead, YEAR)
  const days = groupBy(calls, (call) => dayOf(call.timestamp, timeZone))
  const byDay = Array.isArray(answer.byDay) ? answer.byDay : []
  expect(byDay).toHaveLength(365)
  for (const figures of byDay) {
    const expected = Object.entries(countsOf(days.get(figures.day) ?? [])).filter(([key]) =>
      EXACT.includes(key),
    )
    expectClose(figures, Object.fromEntries(expected), figures.day)
  }
  const usage = await db.as(
    lead,
    `select day::text, sum(requests)::int as requests from public.usage_daily
    where team_id = $1 and day between $2 and $3 group by day order by day`,
    [lead.teamId, YEAR.from, YEAR.to],
  )
  expect(usage).toEqual(
    [...days]
      .map(([day, { length }]) => ({ day, requests: length }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
  )
}

describe.each(DATABASES)('A26 a year of local days, %s', (name) => {
  test.each(ZONES)('$timeZone', { timeout: 120_000 }, async ({ timeZone, days }) => {
    for (const [instant, day] of days) expect(dayOf(instant, timeZone), instant).toBe(day)

    const db = await newDatabase(name)
    const lead = await signUp(db, 'lead', timeZone)
    const owners = [lead, await joinTeam(db, lead.teamId, 'member')]
    const early = [...callsAt(edgesOfDays(timeZone), lead), ...yearOfCalls(owners, timeZone, 1)]
    const late = [
      ...callsAt(
        days.map(([instant]) => instant),
        lead,
      ),
      ...yearOfCalls(owners, timeZone, 2),
    ]

    await store(db, early)
    await expectDays(db, lead, early, timeZone)
    expect(await rollUp(db)).toBe(early.length)
    await expectDays(db, lead, early, timeZone)
    await store(db, late)
    await expectDays(db, lead, [...early, ...late], timeZone)
    expect(await rollUp(db)).toBe(late.length)
    await expectDays(db, lead, [...early, ...late], timeZone)
  })
})
