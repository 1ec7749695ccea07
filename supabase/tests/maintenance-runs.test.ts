import { describe, expect, test } from 'vitest'
import { aCall, type Person, record, signUp } from './people'
import { randomCalls, store } from './random-calls'
import {
  cleanUpOnce,
  modelsAnalytics,
  rebuild,
  rebuildOnce,
  rollUp,
  rollUpOnce,
  rollupRows,
  settled,
} from './rollups'
import { type NativeSession, nativeSession, newDatabase, type Session } from './sessions'
import { DATABASES } from './start-databases'
import { newNativeDatabase, type StoryDatabase } from './stories'
import { untilWaiting } from './until-waiting'

const OLD_DAYS = 150
const ensurePartitions = (db: StoryDatabase) =>
  db.as(
    'service_role',
    "select private.ensure_call_partitions(now() - interval '92 days', now() + interval '70 days')",
  )

/** All that maintenance writes, as one text a table. */
async function everything(db: StoryDatabase): Promise<Record<string, unknown>> {
  const tables = [
    ...['private.call_rollups', 'private.usage_rollups', 'private.rollup_state', 'private.team_zones'],
    ...['private.rating_changes', 'public.model_performance_metrics', 'public.model_changes'],
  ]
  const [row] = await db.sql(
    `select ${tables
      .map(
        (table) =>
          `(select md5(string_agg(item::text, ' ' order by item::text)) from ${table} as item) as "${table}"`,
      )
      .join(', ')},
      (select string_agg(inhrelid::regclass::text, ' ' order by inhrelid::regclass::text) from pg_inherits
      where inhparent = 'public.model_performance_metrics'::regclass) as partitions`,
  )
  return row ?? {}
}

async function write(db: StoryDatabase, owners: readonly Person[], seed: number, days = 10) {
  await store(db, randomCalls({ seed, count: 120, owners, timeZone: 'UTC', until: new Date(), days }))
}

/** Two teams, whose calls are rolled up but for the last ones; one keeps five days. */
async function twoTeams(db: Session): Promise<[Person, Person]> {
  const teams: [Person, Person] = [await signUp(db, 'one', 'Asia/Kathmandu'), await signUp(db, 'two')]
  await write(db, teams, 1)
  await rollUp(db)
  await write(db, teams, 2)
  return teams
}

/** Where each is interrupted, and what has been done by then in the transaction that is undone. */
const INTERRUPTIONS: readonly {
  title: string
  prepare?: (db: Session, team: Person) => Promise<unknown>
  hold: string
  run: (db: StoryDatabase) => Promise<unknown>
  again: (db: Session) => Promise<unknown>
}[] = [
  {
    title: 'rolling up, between two rows',
    hold: 'select from private.usage_rollups for update',
    run: (db) => rollUpOnce(db),
    again: (db) => rollUp(db),
  },
  {
    title: 'rolling up, before the watermark moves',
    hold: 'select from private.rating_changes for update',
    run: (db) => rollUpOnce(db),
    again: (db) => rollUp(db),
  },
  {
    title: 'counting anew, when the zones change places',
    prepare: async (db, team) => {
      await rollUp(db)
      await db.as(team, "update public.teams set time_zone = 'Pacific/Auckland' where id = $1", [team.teamId])
      await rebuildOnce(db)
    },
    hold: 'select from private.team_zones for update',
    run: (db) => rebuildOnce(db),
    again: (db) => rebuild(db),
  },
  {
    title: 'counting anew, while the rollups before are cleared',
    prepare: async (db, team) => {
      await rollUp(db)
      await db.sql('select private.request_rebuild($1)', [team.teamId])
      for (let step = 0; step < 2; step++) await rebuildOnce(db)
    },
    hold: 'select from private.usage_rollups for update',
    run: (db) => rebuildOnce(db),
    again: (db) => rebuild(db),
  },
  {
    title: 'making partitions, in the third week ahead',
    hold: `do $$ begin
      execute 'create table private.calls_' || to_char(now() + interval '56 days', 'IYYY"w"IW') || ' ()';
    end $$`,
    run: ensurePartitions,
    again: ensurePartitions,
  },
  {
    title: 'retention, before a partition is dropped',
    prepare: async (db, team) => {
      await db.sql('select private.ensure_call_partitions($1::timestamptz, now())', [
        new Date(Date.now() - OLD_DAYS * 86_400_000),
      ])
      await write(db, [team], 3, OLD_DAYS)
      await rollUp(db)
    },
    hold: 'select from private.rollup_state for update',
    run: (db) => cleanUpOnce(db),
    again: (db) => cleanUpOnce(db),
  },
  {
    title: 'retention, in the middle of a chunk',
    prepare: async (db, team) => {
      await write(db, [team], 3, 20)
      await rollUp(db)
      await db.sql('update public.teams set retention_days = 5')
      await db.sql(
        `insert into public.model_changes
          (team_id, provider, model, direction, changed_at, success_before, success_after, calls_after)
        values ($1, 'openai', 'gpt-5.5', 'drop', now() - interval '100 days', 0.9, 0.5, 40)`,
        [team.teamId],
      )
    },
    hold: 'select from public.model_changes for update',
    run: (db) => cleanUpOnce(db),
    again: (db) => cleanUpOnce(db),
  },
]

describe.each(['Postgres 15', 'Postgres 17'] as const)('A11 maintenance, %s', (name) => {
  test.each(INTERRUPTIONS)('leaves nothing half done: $title', async ({ prepare, hold, run, again }) => {
    const url = await newNativeDatabase(name)
    const [db, holder, victim] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    const [team] = await twoTeams(db)
    await prepare?.(db, team)
    await settled(db)
    const before = await everything(db)

    await holder.sql('begin')
    await holder.sql(hold)
    const ended = run(victim).then(() => 'it ended by itself', String)
    await untilWaiting(db.client, ended)
    await end(db, victim)
    expect(await ended).toMatch(/terminat/)
    await holder.sql('rollback')

    expect(await everything(db)).toEqual(before)
    await again(db)
    const after = await everything(db)
    expect(after).not.toEqual(before)
    await again(db)
    expect(await everything(db), 'a second run').toEqual(after)
    await expectCountedOnce(db)
  })

  test('does not drop a week that a call has just come to', async () => {
    const url = await newNativeDatabase(name)
    const [db, writer, cleaner] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    const lead = await signUp(db, 'lead')
    const timestamp = new Date(Date.now() - 110 * 86_400_000).toISOString()
    await db.sql('select private.ensure_call_partitions($1::timestamptz, $1::timestamptz)', [timestamp])
    const cleaning = await writer.transaction(async (inside) => {
      await record(inside, [aCall(lead, { timestamp })])
      const done = cleanUpOnce(cleaner)
      await untilWaiting(db.client, done)
      return { done }
    })
    await cleaning.done
    expect(await rollUp(db)).toBe(1)
    await cleanUpOnce(db)
    const answer = await modelsAnalytics(db, lead, { days: 120 })
    expect(answer.summary).toMatchObject({ calls: 1 })
    expect(await db.sql('select from public.model_performance_metrics')).toEqual([])
  })

  test('rolls up what is written while a team is counted anew', async () => {
    const db = await nativeSession(name, await newNativeDatabase(name))
    const teams = await twoTeams(db)
    await rollUp(db)
    await db.sql('select private.request_rebuild(id) from public.teams')
    for (let seed = 20, chunk = await rebuildOnce(db, 20); chunk.more === true; seed++) {
      await write(db, teams, seed)
      await db.sql(
        'update public.model_performance_metrics set user_rating = -1 where success and response_time_ms > $1',
        [9000 - 100 * seed],
      )
      expect(await rollUp(db)).toBe(120)
      expect(await unrolled(db)).toBe(0)
      for (let step = 0; step < 5 && chunk.more === true; step++) chunk = await rebuildOnce(db, 20)
    }
    await expectCountedOnce(db)
  })

  test('does nothing twice when two do it at once', async () => {
    const url = await newNativeDatabase(name)
    const [db, ...runners] = [
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
      await nativeSession(name, url),
    ]
    const teams = await twoTeams(db)
    const [team] = teams
    let rolled = 120 + (await rollUp(db))
    for (let round = 0; round < 8; round++) {
      await write(db, teams, 10 + round)
      const zone = round % 2 === 0 ? 'America/New_York' : 'Asia/Kathmandu'
      await db.as(team, 'update public.teams set time_zone = $2 where id = $1', [team.teamId, zone])
      const runs = runners.map(async (runner) => {
        let calls = 0
        for (let step = 0; step < 4; step++) {
          calls += await rollUp(runner)
          await rebuildOnce(runner, 50)
          await cleanUpOnce(runner)
          await ensurePartitions(runner)
        }
        return calls
      })
      for (const calls of await Promise.all(runs)) rolled += calls
    }
    await rebuild(db)
    rolled += await rollUp(db)
    expect(rolled).toBe(10 * 120)
    await expectCountedOnce(db)
  })
})

async function end(db: Session, victim: NativeSession) {
  await db.sql('select pg_terminate_backend($1)', [victim.pid])
}

async function unrolled(db: Session) {
  const rows = await db.sql(
    'select from public.teams as team cross join lateral private.unrolled_calls(team.id) as call',
  )
  return rows.length
}

/** What was rolled up in steps is what counting all calls that are kept at once gives. */
async function expectCountedOnce(db: Session) {
  await rebuild(db)
  await rollUp(db)
  const rolled = await rollupRows(db)
  expect(rolled.length).toBeGreaterThan(0)
  await db.sql('select private.request_rebuild(id) from public.teams')
  await rebuild(db)
  expect(await rollupRows(db)).toEqual(rolled)
}

test.each(DATABASES)('A11 a step leaves others time where it holds them up, on %s', async (name) => {
  const db = await newDatabase(name)
  const { teamId } = await signUp(db, 'lead')
  await db.sql(
    `insert into public.model_performance_metrics (team_id, "timestamp", id, model, provider, outcome)
    select $1, now() - n * interval '1 second', gen_random_uuid(), 'm', 'p', 'ok'
    from generate_series(1, 3000) as n`,
    [teamId],
  )
  await rollUp(db)
  await db.sql('select private.request_rebuild($1)', [teamId])
  const shares = [await rebuildOnce(db), await rebuildOnce(db)].map(({ share }) => share)
  expect(shares).toEqual([0, name === 'PGlite' ? expect.any(Number) : null])
})
