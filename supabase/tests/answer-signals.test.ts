import { v7 } from 'uuid'
import { expect } from 'vitest'
import type { SignalEvent } from '@/lib/tracking/event'
import { SIGNALS } from '@/lib/vocabulary'
import { aConversation, aMessage, joinTeam, type Person, record, signUp } from './people'
import { onEveryDatabase, type StoryDatabase } from './stories'

const MINUTE = 60_000
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString()
const DAY = 24 * 60

async function answered(db: StoryDatabase, person: Person, more: Parameters<typeof aMessage>[2] = {}) {
  const conversation = aConversation(person)
  const message = aMessage(person, conversation.id, more)
  await record(db, [conversation, message])
  return message
}

function aSignal(message: ReturnType<typeof aMessage>, more: Partial<SignalEvent> = {}): SignalEvent {
  return {
    kind: 'signal',
    team_id: message.team_id,
    conversation_id: message.conversation_id,
    message_id: message.id,
    user_id: message.user_id,
    signal: 'copied',
    provider: null,
    model: null,
    created_at: ago(0.5),
    ...more,
  }
}

async function signalsOf(db: StoryDatabase, messageId?: string) {
  const rows = await db.sql(
    'select signal from public.answer_signals where message_id = coalesce($1, message_id) order by signal',
    [messageId ?? null],
  )
  return rows.map(({ signal }) => signal)
}

async function tend(db: StoryDatabase, chunk = 100) {
  const [row] = await db.as('service_role', 'select private.tend_answer_signals($1) as done', [chunk])
  return row?.done
}

onEveryDatabase('signals', (story) => {
  story('A39 a signal is noted once per answer, with its answer in one batch or later', async (db) => {
    const lead = await signUp(db, 'lead')
    const conversation = aConversation(lead)
    const message = aMessage(lead, conversation.id)
    expect(await record(db, [conversation, message, aSignal(message)])).toMatchObject({ signal: 1 })
    expect(await record(db, [aSignal(message, { created_at: ago(0) })])).toMatchObject({ signal: 0 })
    const two = [aSignal(message, { signal: 'thanked' }), aSignal(message, { signal: 'thanked' })]
    expect(await record(db, two)).toMatchObject({ signal: 1 })
    expect(await signalsOf(db, message.id)).toEqual(['copied', 'thanked'])
  })

  story('A39 the table knows the same signals as the code', async (db) => {
    const lead = await signUp(db, 'lead')
    const message = await answered(db, lead)
    const chosen = { provider: 'other', model: 'other' }
    await record(
      db,
      SIGNALS.map((signal) => aSignal(message, { signal, ...chosen })),
    )
    expect(await signalsOf(db)).toEqual(SIGNALS.toSorted())
    const unknown = JSON.stringify([{ ...aSignal(message), signal: 'admired' }])
    expect(
      await db.refusal('service_role', 'select public.record_events($1::jsonb)', [unknown]),
    ).toMatchObject({ code: 'PT422' })
  })

  story('A39 only what holds is noted', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    const message = await answered(db, member)
    const question = await answered(db, member, { role: 'user', outcome: null })
    const failed = await answered(db, member, { outcome: 'error' })
    const late = await answered(db, member, { outcome: 'timeout' })
    const lost = [
      aSignal(message, { user_id: lead.userId }),
      aSignal(message, { team_id: stranger.teamId }),
      aSignal(message, { conversation_id: v7() }),
      aSignal(message, { message_id: v7() }),
      aSignal(question),
      aSignal(failed),
      aSignal(late),
    ]
    expect(await record(db, lost)).toMatchObject({ signal: 0 })
    const stopped = await answered(db, member, { outcome: 'stopped' })
    expect(await record(db, [aSignal(message), aSignal(stopped)])).toMatchObject({ signal: 2 })
  })

  story('A39 a deleted conversation takes no more signals, a team without analytics none', async (db) => {
    const lead = await signUp(db, 'lead')
    const [gone, kept] = [await answered(db, lead), await answered(db, lead)]
    await record(db, [aSignal(gone)])
    await db.as(lead, 'delete from public.conversations where id = $1', [gone.conversation_id])
    expect(await record(db, [aSignal(gone, { signal: 'thanked' })])).toMatchObject({ signal: 0 })
    expect(await signalsOf(db, gone.id)).toEqual(['copied'])
    await db.as(lead, 'update public.teams set analytics_enabled = false where id = $1', [lead.teamId])
    expect(await record(db, [aSignal(kept)])).toMatchObject({ signal: 0 })
    await answered(db, lead, { outcome: 'stopped', created_at: ago(90) })
    expect(await tend(db)).toMatchObject({ answersAbandoned: 0 })
  })

  story('A39 switched means another model than the one that answered', async (db) => {
    const lead = await signUp(db, 'lead')
    const message = await answered(db, lead, { provider: 'openai', model: 'gpt-5.5' })
    const chosen = (provider: string, model: string) =>
      aSignal(message, { signal: 'switched', provider, model })
    expect(await record(db, [chosen('openai', 'gpt-5.5')])).toMatchObject({ signal: 0 })
    expect(await record(db, [chosen('azure', 'gpt-5.5')])).toMatchObject({ signal: 1 })
  })

  story('A39 going back to a model after a substitute for it is no switch', async (db) => {
    const lead = await signUp(db, 'lead')
    const question = v7()
    const failed = await answered(db, lead, { reply_to_id: question, model: 'wanted', outcome: 'error' })
    const substitute = aMessage(lead, failed.conversation_id, { reply_to_id: question, model: 'substitute' })
    await record(db, [substitute])
    const chosen = (model: string) => aSignal(substitute, { signal: 'switched', provider: 'openai', model })
    expect(await record(db, [chosen('wanted')])).toMatchObject({ signal: 0 })
    expect(await record(db, [chosen('third')])).toMatchObject({ signal: 1 })
  })

  story('A39 signals are seen by who gave them and by leads, and written by the server only', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const colleague = await joinTeam(db, lead.teamId, 'colleague')
    const stranger = await signUp(db, 'stranger')
    const message = await answered(db, member)
    await record(db, [aSignal(message)])
    const read = 'select signal from public.answer_signals'
    for (const person of [lead, member]) expect(await db.as(person, read)).toEqual([{ signal: 'copied' }])
    for (const person of [colleague, stranger]) expect(await db.as(person, read)).toEqual([])
    expect(await db.refusal('nobody', read)).toMatchObject({ code: '42501' })
    for (const statement of [
      `insert into public.answer_signals (team_id, message_id, signal, conversation_id, user_id)
      select team_id, message_id, 'thanked', conversation_id, user_id from public.answer_signals`,
      "update public.answer_signals set signal = 'thanked'",
      'delete from public.answer_signals',
      'select public.tend_answer_signals()',
      "select private.signals_to_note('{}')",
    ]) {
      for (const caller of [member, 'nobody'] as const) {
        expect(await db.refusal(caller, statement), statement).toMatchObject({ code: '42501' })
      }
    }
  })

  story('A39 an answer that was stopped and left for an hour is abandoned, once', async (db) => {
    const lead = await signUp(db, 'lead')
    const left = await answered(db, lead, { outcome: 'stopped', created_at: ago(61) })
    await answered(db, lead, { outcome: 'stopped', created_at: ago(59) })
    await answered(db, lead, { outcome: 'ok', created_at: ago(61) })
    await answered(db, lead, { outcome: 'error', created_at: ago(61) })
    await answered(db, lead, { outcome: 'stopped', created_at: ago(8 * DAY) })
    const followed = await answered(db, lead, { outcome: 'stopped', created_at: ago(300) })
    const returned = await answered(db, lead, { outcome: 'stopped', created_at: ago(400) })
    await record(db, [
      aMessage(lead, followed.conversation_id, { role: 'user', created_at: ago(250) }),
      // Too late: it was left for more than an hour.
      aMessage(lead, returned.conversation_id, { role: 'user', created_at: ago(300) }),
    ])
    expect(await tend(db)).toEqual({ answersAbandoned: 2, signalsDeleted: 0, more: false })
    expect(await tend(db)).toEqual({ answersAbandoned: 0, signalsDeleted: 0, more: false })
    const rows = await db.sql(
      `select message_id::text, signal, created_at = $1::timestamptz + interval '1 hour' as at_the_hour
      from public.answer_signals where message_id = $2`,
      [left.created_at, left.id],
    )
    expect(rows).toEqual([{ message_id: left.id, signal: 'abandoned', at_the_hour: true }])
  })

  story('A11 signals are noted and removed in chunks, and kept as long as calls', async (db) => {
    const brief = await signUp(db, 'brief')
    const other = await signUp(db, 'other')
    await db.as(brief, 'update public.teams set retention_days = 1 where id = $1', [brief.teamId])
    for (const person of [brief, other]) {
      const message = await answered(db, person, { created_at: ago(2 * DAY) })
      const signals = ['copied', 'thanked', 'regenerated'] as const
      await record(
        db,
        signals.map((signal) => aSignal(message, { signal, created_at: ago(2 * DAY) })),
      )
      await answered(db, person, { outcome: 'stopped', created_at: ago(2 * DAY) })
    }
    // What the brief team would delete at once is not noted for it.
    expect(await tend(db, 2)).toEqual({ answersAbandoned: 1, signalsDeleted: 2, more: true })
    expect(await tend(db, 2)).toEqual({ answersAbandoned: 0, signalsDeleted: 1, more: false })
    const teams = await db.sql('select distinct team_id::text from public.answer_signals')
    expect(teams).toEqual([{ team_id: other.teamId }])
    for (let n = 0; n < 3; n++) await answered(db, other, { outcome: 'stopped', created_at: ago(90) })
    expect(await tend(db, 2)).toMatchObject({ answersAbandoned: 2, more: true })
    expect(await tend(db, 2)).toMatchObject({ answersAbandoned: 1, more: false })
  })
})
