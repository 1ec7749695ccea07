import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startNativePostgres } from '../../tests/native-postgres'
import { differences } from './compare-figures'
import { type Person, signUp } from './people'
import { randomCalls, store } from './random-calls'
import { rawAnswer } from './raw-figures'
import { dayOf } from './reference'
import { answerOf, modelsAnalytics, rebuild, rollUp, rollUpOnce, rollupRows } from './rollups'
import { type NativeSession, nativeSession } from './sessions'
import { migrateNative } from './start-databases'
import { newNativeDatabase } from './stories'

const TIME_ZONE = 'Asia/Kathmandu'

function someCalls(lead: Person, seed: number) {
  return randomCalls({ seed, count: 100, owners: [lead], timeZone: TIME_ZONE, until: new Date(), days: 6 })
}

/** Ids of transactions that nobody needed, so that those of another server are surely lower. */
async function passTransactions(client: pg.Client, count: number) {
  await client.query(
    `do $$ begin for pass in 1 .. ${count} loop perform pg_current_xact_id(); commit; end loop; end $$`,
  )
}

/** What `pg_dump --data-only --disable-triggers` and its restore do, by files that both servers can reach. */
async function restore(from: NativeSession, to: NativeSession) {
  const folder = await mkdtemp(join(tmpdir(), 'augury-dump-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o777)
  const tables = await from.sql(
    `select
      class.oid::regclass::text as name,
      (
        select string_agg(quote_ident(attname), ', ' order by attnum)
        from pg_attribute
        where attrelid = class.oid and attnum > 0 and not attisdropped and attgenerated = ''
      ) as columns
    from pg_class as class
    where class.relnamespace::regnamespace::text in ('auth', 'public', 'private')
      and class.relkind in ('r', 'p')
      and not class.relispartition`,
  )
  await from.sql('begin isolation level repeatable read')
  for (const [index, { name, columns }] of tables.entries()) {
    await from.sql(`copy (select ${columns} from ${name}) to '${join(folder, `${index}`)}'`)
  }
  await from.sql('commit')
  await to.sql("set session_replication_role = 'replica'")
  await to.transaction(async (inside) => {
    for (const { name } of tables) await inside.sql(`delete from ${name}`)
    for (const [index, { name, columns }] of tables.entries()) {
      await inside.sql(`copy ${name} (${columns}) from '${join(folder, `${index}`)}'`)
    }
  })
  await to.sql("set session_replication_role = 'origin'")
}

const CASES: readonly {
  name: 'Postgres 15' | 'Postgres 17'
  title: string
  /** What comes between the calls that were written too early and the first roll-up; how many teams that then restores. */
  meanwhile: (restored: NativeSession) => Promise<unknown>
  restoredTeams: number | null
}[] = [
  {
    name: 'Postgres 17',
    title: 'is noticed, though its ids have caught up by then',
    meanwhile: ({ client }) => passTransactions(client, 30_000),
    restoredTeams: 1,
  },
  {
    name: 'Postgres 15',
    title: 'is noticed by ids that lie behind, though it is a clone of the other',
    meanwhile: (restored) =>
      restored.sql(
        'update private.transaction_clock set server_id = (select system_identifier from pg_control_system())',
      ),
    restoredTeams: 1,
  },
  {
    name: 'Postgres 15',
    title: 'is mended by one call, however often it is made',
    meanwhile: async (restored) => {
      for (let time = 0; time < 2; time++)
        await restored.as('service_role', 'select public.reset_watermark()')
    },
    restoredTeams: null,
  },
]

test.each(CASES)(
  'A11 a restore into a server whose transaction ids are lower $title, on $name',
  { timeout: 120_000 },
  async ({ name, meanwhile, restoredTeams }) => {
    const old = await nativeSession(name, await newNativeDatabase(name))
    const server = await startNativePostgres(name === 'Postgres 15' ? 15 : 17)
    onTestFinished(() => server.stop())
    await migrateNative(server.url())
    const restored = await nativeSession(name, server.url())

    const lead = await signUp(old, 'lead', TIME_ZONE)
    const period = {
      from: dayOf(new Date(Date.now() - 7 * 86_400_000), TIME_ZONE),
      to: dayOf(new Date(), TIME_ZONE),
    }
    await passTransactions(old.client, 20_000)
    await store(old, someCalls(lead, 1))
    await rollUp(old)
    // Some are not rolled up when the dump is made, and some of those that are have other thumbs since.
    await store(old, someCalls(lead, 2))
    await old.sql(
      'update public.model_performance_metrics set user_rating = 1 where success and response_time_ms > 6000',
    )
    await restore(old, restored)
    const [ids] = await restored.sql('select pg_current_xact_id()::text::bigint < 20000 as are_lower')
    expect(ids).toEqual({ are_lower: true })

    expect(await expectExact(restored, lead, period)).toEqual(await expectExact(old, lead, period))
    // Somebody has started the app too early.
    const early = someCalls(lead, 4)
    for (const db of [old, restored]) await store(db, early)
    await meanwhile(restored)
    expect(await rollUpOnce(restored)).toMatchObject({ restoredTeams })
    expect(await rollUpOnce(restored)).toMatchObject({ restoredTeams: null })
    await rebuild(restored)
    await rollUp(restored)
    expect(await expectExact(restored, lead, period)).toEqual(await expectExact(old, lead, period))
    await rollUp(old)
    expect(await rollupRows(restored)).toEqual(await rollupRows(old))

    await store(restored, someCalls(lead, 3))
    await expectExact(restored, lead, period)
    expect(await rollUp(restored)).toBe(100)
    await restored.sql('update public.model_performance_metrics set user_rating = -1')
    await expectExact(restored, lead, period)
    expect(await rollUp(restored)).toBe(0)
    const { summary } = await expectExact(restored, lead, period)
    expect(summary).toMatchObject({ thumbsUp: 0 })
  },
)

/** The answer, less the moment at which it was made. */
async function expectExact(db: NativeSession, lead: Person, period: { from: string; to: string }) {
  return db.transaction(async (inside) => {
    const answer = await modelsAnalytics(inside, lead, period)
    const zones = [{ timeZone: TIME_ZONE, until: null }]
    const raw = await rawAnswer(inside, { teamId: lead.teamId, zones, period: answerOf(answer.period) })
    expect(differences(answer, raw)).toEqual([])
    const { summary, byDay, byModel } = answer
    return { summary, byDay, byModel }
  }, 'isolation level repeatable read')
}
