import { expect } from 'vitest'
import { aCall, aConversation, aMessage, record, signUp } from './people'
import { onEveryDatabase, type StoryDatabase } from './stories'

const DAY = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString()

async function cleanUp(db: StoryDatabase, chunk?: number) {
  const statement = chunk
    ? `private.cleanup_old_performance_data(90, ${chunk})`
    : 'public.cleanup_old_performance_data()'
  const [row] = await db.as('service_role', `select ${statement} as done`)
  return row?.done
}

/** Partitions from so many days back to the future. */
async function partitionsSince(db: StoryDatabase, days: number) {
  await db.as('service_role', 'select private.ensure_call_partitions($1::timestamptz, now())', [
    daysAgo(days),
  ])
}

/** In a story nothing is ever settled, so the rollups are said to hold it all. */
async function rolledUp(db: StoryDatabase) {
  await db.sql('update private.rollup_state set watermark = 9223372036854775806')
}

async function callsOf(db: StoryDatabase, teamId: string) {
  const rows = await db.sql(
    'select feature from public.model_performance_metrics where team_id = $1 order by 1',
    [teamId],
  )
  return rows.map((row) => row.feature)
}

onEveryDatabase('retention', (story) => {
  story('A11 weeks that are older than the installation keeps are dropped whole', async (db) => {
    const lead = await signUp(db, 'lead')
    await partitionsSince(db, 150)
    await record(db, [
      aCall(lead, { timestamp: daysAgo(140), feature: 'ancient' }),
      aCall(lead, { timestamp: daysAgo(105), feature: 'old' }),
      aCall(lead, { timestamp: daysAgo(89), feature: 'kept' }),
      aCall(lead, { feature: 'new' }),
    ])
    expect(await cleanUp(db)).toMatchObject({ partitionsDropped: expect.any(Number), callsDeleted: 0 })
    expect(await callsOf(db, lead.teamId)).toEqual(['ancient', 'kept', 'new', 'old'])
    await rolledUp(db)
    const done = await cleanUp(db)
    expect(done).toMatchObject({ callsDeleted: 0, more: true })
    expect(await callsOf(db, lead.teamId)).toEqual(['kept', 'new'])
    const [oldest] = await db.sql(
      `select min(to_date(substr(class.relname, 7), 'IYYY"w"IW') + 7) > (now() - interval '92 days') at time zone 'UTC' as is_needed
      from pg_inherits join pg_class as class on class.oid = inhrelid
      where inhparent = 'public.model_performance_metrics'::regclass`,
    )
    expect(oldest?.is_needed).toBe(true)
    expect(await cleanUp(db)).toEqual({ partitionsDropped: 0, hoursDeleted: 0, callsDeleted: 0, more: false })
  })

  story('A11 a team that keeps less loses its own old calls, in chunks', async (db) => {
    const brief = await signUp(db, 'brief')
    const other = await signUp(db, 'other')
    await db.as(brief, 'update public.teams set retention_days = 10 where id = $1', [brief.teamId])
    const old = (feature: string, days: number) =>
      [brief, other].map((person) => aCall(person, { timestamp: daysAgo(days), feature }))
    await record(db, [...old('a', 30), ...old('b', 20), ...old('c', 11), ...old('d', 9)])
    await cleanUp(db)
    expect(await callsOf(db, brief.teamId)).toEqual(['a', 'b', 'c', 'd'])
    await rolledUp(db)
    await cleanUp(db)
    expect(await callsOf(db, brief.teamId)).toEqual(['d'])
    expect(await callsOf(db, other.teamId)).toEqual(['a', 'b', 'c', 'd'])
  })

  story('A11 a chunk says that there is more, the oldest go first', async (db) => {
    const brief = await signUp(db, 'brief')
    await db.sql('update public.teams set retention_days = 10')
    await record(
      db,
      [30, 25, 20, 15].map((days) => aCall(brief, { timestamp: daysAgo(days), feature: `${days}` })),
    )
    await rolledUp(db)
    expect(await cleanUp(db, 3)).toMatchObject({ callsDeleted: 3, more: true })
    expect(await callsOf(db, brief.teamId)).toEqual(['15'])
    expect(await cleanUp(db, 3)).toMatchObject({ callsDeleted: 1, more: false })
  })

  story('A11 conversations and thumbs stay when their calls go', async (db) => {
    const lead = await signUp(db, 'lead')
    const conversation = aConversation(lead)
    const message = aMessage(lead, conversation.id)
    await db.sql('update public.teams set retention_days = 10')
    await record(db, [conversation, message, aCall(lead, { message_id: message.id, timestamp: daysAgo(20) })])
    await db.as(lead, 'select public.submit_message_feedback($1, $2, 1)', [lead.teamId, conversation.id])
    await rolledUp(db)
    await cleanUp(db)
    expect(await callsOf(db, lead.teamId)).toEqual([])
    const [kept] = await db.sql(
      'select (select count(*)::int from public.messages) as messages, (select count(*)::int from public.message_feedback) as thumbs',
    )
    expect(kept).toEqual({ messages: 1, thumbs: 1 })
  })

  story('A11 partitions are made ahead, and again only where missing', async (db) => {
    const ahead = (await db.as('service_role', 'select public.ensure_call_partitions() as made'))[0]
    expect(ahead?.made).toBe(0)
    const part = "private.calls_' || to_char(now() at time zone 'UTC', 'IYYY\"w\"IW')"
    await db.sql(`do $$ begin execute 'drop table ${part}; end $$`)
    const [again] = await db.as('service_role', 'select public.ensure_call_partitions() as made')
    expect(again?.made).toBe(1)
    const lead = await signUp(db, 'lead')
    await record(db, [aCall(lead, { timestamp: new Date(Date.now() + 30 * DAY).toISOString() })])
  })

  story('A11 nobody but the server maintains', async (db) => {
    const lead = await signUp(db, 'lead')
    for (const caller of [lead, 'nobody'] as const) {
      for (const statement of [
        'public.cleanup_old_performance_data()',
        'public.ensure_call_partitions()',
        'private.cleanup_old_performance_data(0, 1000000)',
        'private.ensure_call_partitions(now(), now())',
        'public.roll_up()',
        'private.roll_up(1)',
        'public.rebuild_rollups()',
        'private.request_rebuild(gen_random_uuid())',
        'public.reset_watermark()',
        'private.reset_watermark()',
      ]) {
        expect(await db.refusal(caller, `select ${statement}`), statement).toMatchObject({ code: '42501' })
      }
    }
  })
})
