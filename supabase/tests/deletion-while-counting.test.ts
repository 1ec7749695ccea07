import { describe, expect, test } from 'vitest'
import { aCall, joinTeam, type Person, record, signUp } from './people'
import { cleanUpOnce, rebuild, rebuildOnce, rollUp, rollUpOnce, rollupRows, settled } from './rollups'
import { type NativeSession, nativeSession, type Session } from './sessions'
import { newNativeDatabase, refusalOf, type StoryDatabase } from './stories'
import { untilWaiting } from './until-waiting'
import { use } from './usage-rhythms'

const DAY = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)
const CALLS = 6
/** Calls that a step of counting anew takes: the first step does not come to the calls that were written last. */
const CHUNK = 4

const deleteAccount = (db: StoryDatabase, person: Person) =>
  db.as(person, 'select public.delete_my_account()')

const DELETIONS: readonly {
  title: string
  run: (db: StoryDatabase, lead: Person) => Promise<unknown>
}[] = [
  { title: 'a team', run: (db, lead) => db.sql('delete from public.teams where id = $1', [lead.teamId]) },
  { title: 'the account of a lone lead', run: deleteAccount },
]

/** Each adds to rows that are there already, and makes some of its own. */
const COUNTS: readonly {
  title: string
  prepare: (db: Session, lead: Person) => Promise<unknown>
  run: (db: StoryDatabase) => Promise<unknown>
}[] = [
  { title: 'calls are rolled up', prepare: settled, run: (db) => rollUpOnce(db) },
  {
    title: 'calls are counted anew',
    prepare: async (db, lead) => {
      await rollUp(db)
      await db.sql('select private.request_rebuild($1)', [lead.teamId])
      for (let step = 0; step < 2; step++) await rebuildOnce(db, CHUNK)
    },
    run: (db) => rebuildOnce(db, CHUNK),
  },
]

const perCount = <T>(cases: readonly T[]) => cases.flatMap((one) => COUNTS.map((count) => ({ one, count })))

/** All calls are of one day, whatever time it is now: each second one of every user. */
async function write(
  db: StoryDatabase,
  lead: Person,
  model: string,
  hour: number,
  users: readonly (string | null)[] = [lead.userId],
) {
  const seconds = Array.from({ length: CALLS }, (_, second) => `${DAY}T${hour}:00:0${second}Z`)
  await record(
    db,
    seconds.flatMap((timestamp) => users.map((user_id) => aCall(lead, { model, timestamp, user_id }))),
  )
}

async function untilWaitingFor(db: Session, waiting: NativeSession, other: NativeSession) {
  const whom = () => db.sql('select pg_blocking_pids($1) as pids', [waiting.pid])
  await expect.poll(whom, { timeout: 30_000 }).toEqual([{ pids: [other.pid] }])
}

/** What a team used, whoever it was. */
function usageOf(db: Session, { teamId }: Person) {
  return db.sql(
    `select day::text, model, sum(requests)::int as requests, sum(input_tokens)::int as input_tokens,
      sum(total_tokens)::int as total_tokens, sum(cost_usd)::float8 as cost_usd
    from public.usage_daily
    where team_id = $1
    group by day, model
    order by model`,
    [teamId],
  )
}

async function expectUnnamed(db: Session, person: Person) {
  for (const table of ['public.model_performance_metrics', 'private.usage_rollups']) {
    expect(await db.sql(`select from ${table} where user_id = $1`, [person.userId]), table).toEqual([])
  }
}

describe.each(['Postgres 15', 'Postgres 17'] as const)('a deletion at the same time, %s', (name) => {
  test.each(perCount(DELETIONS))('$one.title goes while its $count.title', async ({ one, count }) => {
    const url = await newNativeDatabase(name)
    const [db, holder, counter, deleter] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    const bystander = await signUp(db, 'bystander')
    await write(db, bystander, 'gpt-5.5', 11)
    await rollUp(db)
    const others = await rollupRows(db)
    const lead = await signUp(db, 'lead')
    await write(db, lead, 'gpt-5.5', 11)
    await rollUp(db)
    await write(db, lead, 'gpt-5.4-mini', 12)
    await count.prepare(db, lead)

    await holder.sql('begin')
    await holder.sql('select from private.call_rollups where team_id = $1 for update', [lead.teamId])
    const counting = count.run(counter)
    await untilWaitingFor(db, counter, holder)
    const deleting = one.run(deleter, lead)
    await untilWaitingFor(db, deleter, counter)
    await holder.sql('rollback')
    await Promise.all([counting, deleting])

    expect(await db.sql('select id::text from public.teams')).toEqual([{ id: bystander.teamId }])
    expect(await rollupRows(db)).toEqual(others)
  })

  test.each(perCount([{ title: 'belongs to the team' }, { title: 'has left it', hasLeft: true }]))(
    'A1 who $one.title and goes while $count.title is named nowhere',
    async ({ one, count }) => {
      const url = await newNativeDatabase(name)
      const [db, counter, deleter] = [
        await nativeSession(name, url),
        await nativeSession(name, url),
        await nativeSession(name, url),
      ]
      const lead = await signUp(db, 'lead')
      const member = await joinTeam(db, lead.teamId, 'member')
      await write(db, lead, 'gpt-5.5', 11)
      await rollUp(db)
      await write(db, lead, 'gpt-5.4-mini', 12, [lead.userId, member.userId, null])
      if (one.hasLeft) {
        await db.sql('delete from public.team_members where team_id = $1 and user_id = $2', [
          lead.teamId,
          member.userId,
        ])
      }
      await count.prepare(db, lead)
      const before = await usageOf(db, lead)
      expect(before.map(({ requests }) => requests)).toEqual([3 * CALLS, CALLS])

      const { deleting } = await counter.transaction(async (inside) => {
        await count.run(inside)
        const deleting = deleteAccount(deleter, member)
        await untilWaiting(db.client, deleting)
        return { deleting }
      })
      await deleting

      await expectUnnamed(db, member)
      expect(await usageOf(db, lead)).toEqual(before)
      await rebuild(db)
      await rollUp(db)
      await db.sql('select private.request_rebuild($1)', [lead.teamId])
      await rebuild(db)
      await expectUnnamed(db, member)
      expect(await usageOf(db, lead)).toEqual(before)
    },
  )

  test('A1 an account goes while the zone of its team changes', async () => {
    const url = await newNativeDatabase(name)
    const [db, holder, settings, deleter] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    await holder.sql('begin')
    await holder.sql('select from private.rollup_state where team_id = $1 for update', [lead.teamId])
    const deleting = deleteAccount(deleter, member)
    await untilWaitingFor(db, deleter, holder)
    const changing = settings.as(lead, "update public.teams set time_zone = 'Asia/Kathmandu' where id = $1", [
      lead.teamId,
    ])
    await untilWaitingFor(db, settings, deleter)
    await holder.sql('rollback')
    await Promise.all([deleting, changing])
    expect(await db.sql('select user_id::text from public.profiles')).toEqual([{ user_id: lead.userId }])
  })

  test.each(DELETIONS)('A1 $title goes while weeks of calls do', async ({ run }) => {
    const url = await newNativeDatabase(name)
    const [db, holder, cleaner, deleter] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    await db.sql("select private.ensure_call_partitions(now() - interval '150 days', now())")
    const person = await signUp(db, 'person')
    await write(db, person, 'gpt-5.5', 11)
    // Whose state comes after the person's.
    await db.sql(
      "insert into public.teams (id, name) values ('ffffffff-ffff-ffff-ffff-ffffffffffff', 'last')",
    )
    await holder.sql('begin')
    await holder.sql("select from private.rollup_state where team_id::text like 'ffffffff-ffff-%' for update")
    // Retention gives up when it has to wait for long, and comes again.
    const cleaning = cleanUpOnce(cleaner).then(() => 'done', refusalOf)
    const deleting = untilWaitingFor(db, cleaner, holder).then(() => run(deleter, person))
    await untilWaitingFor(db, deleter, cleaner)
    await holder.sql('rollback')
    await deleting
    expect(await cleaning).not.toMatchObject({ code: '40P01' })
    expect(await db.sql('select name from public.teams')).toEqual([{ name: 'last' }])
  })

  test('A1 who goes while a call of theirs is written is not named by it', async () => {
    const url = await newNativeDatabase(name)
    const [db, writer, deleter] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const { deleting } = await writer.transaction(async (inside) => {
      await record(inside, [aCall(member)])
      const deleting = deleteAccount(deleter, member)
      await untilWaiting(db.client, deleting)
      return { deleting }
    })
    await deleting
    const calls = await db.sql('select user_id from public.model_performance_metrics')
    expect(calls).toEqual([{ user_id: null }])
  })

  test('A1 who goes while alerts are raised is waited for by nobody, and named by none', async () => {
    const url = await newNativeDatabase(name)
    const [db, raiser, deleter] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    const lead = await signUp(db, 'lead')
    const { userId } = await joinTeam(db, lead.teamId, 'member')
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)
    const usual = Array.from({ length: 20 }, (_, back) => ({ day: day(back + 2), costUsd: 1, userId }))
    await use(db, lead.teamId, [...usual, { day: day(1), costUsd: 90, userId }])
    // Of a day that was one in another zone, so that another alert takes its place.
    await db.sql(
      `insert into public.alerts (
        team_id, kind, day, starts_at, ends_at, subject, measured, usual, unusual_from, compared_with, compared_days,
        dismissed_at, dismissed_by, dismissed_measured
      )
      values (
        $1, 'unusual_cost', $2::date, $2::date + time '01:00', $2::date + 1 + time '01:00', 'team', 90, 1, 5, 'own days', 20,
        now(), $3, 90
      )`,
      [lead.teamId, day(1), userId],
    )
    await db.sql('update private.rollup_state set watermark = 1 where team_id = $1', [lead.teamId])
    const { raising } = await deleter.transaction(async (inside) => {
      await inside.sql('select from public.profiles where user_id = $1 for update', [userId])
      const raising = raiser.as('service_role', 'select public.raise_alerts() as done')
      await untilWaiting(db.client, raising)
      await deleteAccount(inside, { ...lead, userId })
      return { raising }
    })
    expect(await raising).toEqual([{ done: { teams: 1, alerts: 3, more: false, failed: null } }])
    const alerts = await db.sql('select subject, dismissed_by, is_open from public.alerts order by subject')
    expect(alerts).toEqual([
      { subject: 'feature', dismissed_by: null, is_open: true },
      { subject: 'model', dismissed_by: null, is_open: true },
      { subject: 'team', dismissed_by: null, is_open: false },
    ])
  })
})
