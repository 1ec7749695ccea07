import { describe, expect, test } from 'vitest'
import type { TrackingEvent } from '@/lib/tracking/event'
import { aCall, type Person, record, signUp } from './people'
import { cleanUpOnce, rollUp } from './rollups'
import { nativeSession } from './sessions'
import { newNativeDatabase, onEveryDatabase, type StoryDatabase } from './stories'
import { untilWaiting } from './until-waiting'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
const RECORD = 'select public.record_events($1::jsonb)'

function refusalOf(db: StoryDatabase, ...events: TrackingEvent[]) {
  return db.refusal('service_role', RECORD, [JSON.stringify(events)])
}

async function keeps(db: StoryDatabase, { teamId }: Person, days: number) {
  await db.sql('update public.teams set retention_days = $2 where id = $1', [teamId, days])
}

async function callsFrom(db: StoryDatabase, { teamId }: Person) {
  const [row] = await db.as(
    'service_role',
    `select (public.get_team_recording($1) ->> 'callsFrom')::timestamptz as at`,
    [teamId],
  )
  return row?.at instanceof Date ? row.at : new Date(String(row?.at))
}

/** In a story nothing is ever settled, so the rollups are said to hold it all. */
async function cleanUp(db: StoryDatabase) {
  await db.sql('update private.rollup_state set watermark = 9223372036854775806')
  await cleanUpOnce(db)
}

onEveryDatabase('late calls', (story) => {
  story('C9 a call that retention has removed is refused when it comes again, in its words', async (db) => {
    const lead = await signUp(db, 'lead')
    const other = await signUp(db, 'other')
    await keeps(db, lead, 10)
    const old = aCall(lead, { timestamp: daysAgo(20) })
    const others = aCall(other, { timestamp: daysAgo(20) })
    await record(db, [old, others])
    await cleanUp(db)
    const refusal = await refusalOf(db, aCall(lead), old)
    expect(refusal?.code).toBe('PT422')
    expect(refusal?.message).toContain(`The timestamp of call ${old.id} is`)
    expect(refusal?.message).toContain('were counted and removed')
    expect(await record(db, [others, aCall(lead)])).toMatchObject({ call: 1 })
  })

  story('C9 what was removed is refused also once the team keeps more', async (db) => {
    const lead = await signUp(db, 'lead')
    await keeps(db, lead, 10)
    const old = aCall(lead, { timestamp: daysAgo(20) })
    await record(db, [old])
    await cleanUp(db)
    const from = await callsFrom(db, lead)
    await keeps(db, lead, 90)
    expect(await callsFrom(db, lead)).toEqual(from)
    expect(await refusalOf(db, old)).toMatchObject({ code: 'PT422' })
  })

  story('C9 a call of the first moment that is kept is taken, the one before it is not', async (db) => {
    const lead = await signUp(db, 'lead', 'America/New_York')
    await keeps(db, lead, 10)
    await record(db, [aCall(lead, { timestamp: daysAgo(20) })])
    await cleanUp(db)
    const from = await callsFrom(db, lead)
    const [first] = await db.sql(
      `select ((now() at time zone 'America/New_York')::date - 10)::timestamp at time zone 'America/New_York' as at`,
    )
    expect(from).toEqual(first?.at)
    const before = new Date(from.getTime() - 1).toISOString()
    expect(await refusalOf(db, aCall(lead, { timestamp: before }))).toMatchObject({ code: 'PT422' })
    expect(await record(db, [aCall(lead, { timestamp: from.toISOString() })])).toMatchObject({ call: 1 })
  })
})

describe.each(['Postgres 15', 'Postgres 17'] as const)('late calls while retention is at it, %s', (name) => {
  /** A call, rolled up, that its team no longer keeps, and three connections to its database. */
  async function withRemovableCall() {
    const url = await newNativeDatabase(name)
    const [db, observer, writer] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    const lead = await signUp(db, 'lead')
    await keeps(db, lead, 10)
    const old = aCall(lead, { timestamp: daysAgo(20) })
    await record(db, [old])
    await rollUp(db)
    return { db, observer, writer, old }
  }

  test('C9 a call that comes again while it is removed waits, and is refused', async () => {
    const { db, observer, writer, old } = await withRemovableCall()
    const again = await db.transaction(async (inside) => {
      expect(await cleanUpOnce(inside)).toMatchObject({ callsDeleted: 1 })
      const refused = refusalOf(writer, old)
      await untilWaiting(observer.client, refused)
      return { refused }
    })
    expect(await again.refused).toMatchObject({ code: 'PT422' })
    const [usage] = await db.sql('select sum(requests)::int as requests from public.usage_daily')
    expect(usage).toEqual({ requests: 1 })
  })

  test('C9 retention waits for a call that comes again, and removes it then', async () => {
    const { db, observer, writer, old } = await withRemovableCall()
    const cleaned = await writer.transaction(async (inside) => {
      expect(await record(inside, [old])).toMatchObject({ call: 0 })
      const cleaning = cleanUpOnce(db)
      await untilWaiting(observer.client, cleaning)
      return { cleaning }
    })
    expect(await cleaned.cleaning).toMatchObject({ callsDeleted: 1, more: false })
  })
})
