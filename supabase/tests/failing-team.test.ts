import { expect, test } from 'vitest'
import { type Person, signUp } from './people'
import { randomCalls, store } from './random-calls'
import { rebuild, rebuildOnce, rollUp, rollUpOnce, rollupRows, settled } from './rollups'
import { nativeSession, newDatabase, type Session } from './sessions'
import { DATABASES } from './start-databases'
import { newNativeDatabase, type StoryDatabase } from './stories'
import { use } from './usage-rhythms'

const write = (db: Session, owner: Person, seed: number) =>
  store(db, randomCalls({ seed, count: 30, owners: [owner], timeZone: 'UTC', until: new Date(), days: 3 }))

/** What is counted of the team cannot be written. */
async function damage(db: Session, { teamId }: Person, table = 'private.usage_rollups') {
  await db.sql(`create function public.fail() returns trigger language plpgsql
    as $$ begin raise exception 'the disk is damaged'; end $$`)
  await db.sql(`create trigger fail before insert on ${table}
    for each row when (new.team_id = '${teamId}') execute function public.fail()`)
}

const mend = (db: Session) => db.sql('drop function public.fail() cascade')

const failures = (db: StoryDatabase) =>
  db.sql('select team_id::text, duty, failures from private.team_failures')

/** As if the time to leave it alone had just begun, or were over. */
const leaveAlone = (db: Session) =>
  db.sql("update private.team_failures set retry_at = now() + interval '1 hour'")
const tryAgain = (db: Session) => db.sql("update private.team_failures set retry_at = '-infinity'")

/** One chunk that fails, and for how many seconds at least the team is left alone then. */
function failOnce(db: Session) {
  return db.transaction(async (inside) => {
    const { calls, failed } = await rollUpOnce(inside)
    const [wait] = await inside.sql(
      'select floor(extract(epoch from retry_at - now()))::int as seconds from private.team_failures',
    )
    return { calls: Number(calls), failed, seconds: Number(wait?.seconds) }
  })
}

async function unrolled(db: Session, { teamId }: Person) {
  return (await db.sql('select from private.unrolled_calls($1)', [teamId])).length
}

test.each(DATABASES)('A11 a team that cannot be rolled up holds up nobody else, on %s', async (name) => {
  const db = await newDatabase(name)
  const teams = [await signUp(db, 'damaged'), await signUp(db, 'sound')] as const
  const [damaged, sound] = teams
  await damage(db, damaged)
  for (const [index, team] of teams.entries()) await write(db, team, index)
  await settled(db)
  const reason = { team_id: damaged.teamId, reason: 'the disk is damaged' }
  const first = await failOnce(db)
  expect(first.failed).toEqual({ ...reason, failures: 1 })
  await leaveAlone(db)
  expect(first.calls + (await rollUp(db))).toBe(30)
  expect([await unrolled(db, damaged), await unrolled(db, sound)]).toEqual([30, 0])
  expect(await failures(db)).toEqual([{ team_id: damaged.teamId, duty: 'roll-up', failures: 1 }])

  const waits = [first.seconds]
  for (let failure = 2; failure <= 12; failure++) {
    await tryAgain(db)
    const again = await failOnce(db)
    expect(again).toMatchObject({ calls: 0, failed: { ...reason, failures: failure } })
    waits.push(again.seconds)
  }
  expect(waits.every((seconds, n) => seconds >= Math.min(300, 2 ** n))).toBe(true)
  await mend(db)
  await tryAgain(db)
  expect(await rollUp(db)).toBe(30)
  expect(await failures(db)).toEqual([])
})

test.each(['Postgres 17', 'Postgres 15'] as const)(
  'A11 a failure is not over where somebody else has the team, on %s',
  async (name) => {
    const url = await newNativeDatabase(name)
    const [db, other] = [await nativeSession(name, url), await nativeSession(name, url)]
    const damaged = await signUp(db, 'damaged')
    await damage(db, damaged)
    await write(db, damaged, 0)
    await settled(db)
    await failOnce(db)
    await mend(db)
    await tryAgain(db)
    for (const table of ['public.teams where id', 'private.rollup_state where team_id']) {
      await other.transaction(async (holder) => {
        await holder.sql(`select from ${table} = $1 for update`, [damaged.teamId])
        expect(await rollUpOnce(db)).toMatchObject({ calls: 0, failed: null })
      })
      expect(await failures(db)).toEqual([{ team_id: damaged.teamId, duty: 'roll-up', failures: 1 }])
    }
    expect(await rollUp(db)).toBe(30)
    expect(await failures(db)).toEqual([])
  },
)

test.each(DATABASES)('A11 a team that cannot be counted anew holds up nobody else, on %s', async (name) => {
  const db = await newDatabase(name)
  const teams = [await signUp(db, 'damaged'), await signUp(db, 'sound')] as const
  const [damaged, sound] = teams
  for (const [index, team] of teams.entries()) await write(db, team, index)
  await rollUp(db)
  const before = await rollupRows(db)
  await damage(db, damaged)
  await db.sql('select private.request_rebuild(id) from public.teams')
  for (let isMore = true; isMore; ) {
    isMore = (await rebuildOnce(db)).more === true
    await leaveAlone(db)
  }
  expect(await rollupRows(db)).toEqual(before)
  const states = await db.sql(
    'select team_id::text from private.rollup_state where rebuild_wanted or rebuild_phase is not null',
  )
  expect(states).toEqual([{ team_id: damaged.teamId }])
  expect(await failures(db)).toEqual([{ team_id: damaged.teamId, duty: 'rebuild', failures: 1 }])
  // What comes meanwhile is rolled up for those for whom it works.
  await write(db, sound, 2)
  expect(await rollUp(db)).toBe(30)
  const later = await rollupRows(db)

  await mend(db)
  expect(await rebuildOnce(db)).toMatchObject({ team_id: null })
  await tryAgain(db)
  await rebuild(db)
  expect(await failures(db)).toEqual([])
  expect(await rollupRows(db)).toEqual(later)
})

test.each(DATABASES)('C21 a team that cannot be judged holds up nobody else, on %s', async (name) => {
  const db = await newDatabase(name)
  const teams = [await signUp(db, 'damaged'), await signUp(db, 'sound')] as const
  const [damaged] = teams
  for (const { teamId } of teams) {
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)
    const usual = Array.from({ length: 20 }, (_, back) => ({ day: day(back + 2), costUsd: 1 }))
    await use(db, teamId, [...usual, { day: day(1), costUsd: 90 }])
  }
  await db.sql('update private.rollup_state set watermark = 1')
  await damage(db, damaged, 'public.alerts')
  const raise = async () => (await db.as('service_role', 'select public.raise_alerts() as done'))[0]?.done
  const failed = { team_id: damaged.teamId, reason: 'the disk is damaged', failures: 1 }
  const chunks = [await raise()]
  await leaveAlone(db)
  chunks.push(await raise())
  expect(chunks).toContainEqual(expect.objectContaining({ more: true, failed }))
  expect(await failures(db)).toEqual([{ team_id: damaged.teamId, duty: 'alerts', failures: 1 }])
  expect(await db.sql('select from public.alerts')).toHaveLength(3)
  expect(await raise()).toEqual({ teams: 0, alerts: 0, more: false, failed: null })

  await mend(db)
  await tryAgain(db)
  expect(await raise()).toEqual({ teams: 1, alerts: 3, more: false, failed: null })
  expect(await failures(db)).toEqual([])
})
