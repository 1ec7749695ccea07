import { expect, test } from 'vitest'
import { signUp } from './people'
import { randomCalls, store } from './random-calls'
import { dayOf } from './reference'
import { answerOf, cleanUpOnce, modelsAnalytics, rollUp } from './rollups'
import { newDatabase, type Session } from './sessions'
import { DATABASES } from './start-databases'

const daysAgo = (days: number) => dayOf(new Date(Date.now() - days * 86_400_000), 'UTC')

const grains = (db: Session) =>
  db.sql(
    `select grain, count(*)::int as rows from private.call_rollups where grain in ('day', 'hour') group by 1 order by 1`,
  )

test.each(DATABASES)(
  'A11 hours are kept while a day is compared by them, days for good, on %s',
  async (name) => {
    const db = await newDatabase(name)
    const lead = await signUp(db, 'lead')
    const until = new Date(`${daysAgo(2)}T00:00:00Z`)
    await store(db, randomCalls({ seed: 1, count: 80, owners: [lead], timeZone: 'UTC', until, days: 8 }))
    await rollUp(db)
    const past = { from: daysAgo(5), to: daysAgo(3) }
    const compared = await modelsAnalytics(db, lead, past)
    expect(answerOf(compared.previous).calls).toBeGreaterThan(0)
    const rolled = await grains(db)
    await cleanUpOnce(db)
    expect(await grains(db)).toEqual(rolled)

    await db.sql(
      "update private.call_rollups set local_time = local_time - interval '370 days' where grain in ('day', 'hour')",
    )
    const hours = Number(rolled.find(({ grain }) => grain === 'hour')?.rows)
    const [row] = await db.sql('select private.cleanup_old_performance_data(90, $1) as done', [hours - 1])
    expect(row?.done).toMatchObject({ hoursDeleted: hours - 1, more: true })
    expect(await cleanUpOnce(db)).toMatchObject({ hoursDeleted: 1, more: false })
    expect(await grains(db)).toEqual(rolled.filter(({ grain }) => grain === 'day'))
    await db.sql(
      "update private.call_rollups set local_time = local_time + interval '370 days' where grain = 'day'",
    )
    // What lies in the past is compared whole day by whole day.
    expect((await modelsAnalytics(db, lead, past)).previous).toEqual(compared.previous)
  },
)
