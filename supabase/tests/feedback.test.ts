import pg from 'pg'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { FeedbackEvent } from '@/lib/tracking/event'
import { aCall, aConversation, aMessage, joinTeam, type Person, record, signUp } from './people'
import { nativeSession } from './sessions'
import { newNativeDatabase, onEveryDatabase, type StoryDatabase } from './stories'
import { untilWaiting } from './until-waiting'

const submit = 'select public.submit_message_feedback($1, $2, $3, $4, $5) as answer'

/** An answer to the person, without its call. */
async function answered(db: StoryDatabase, person: Person) {
  const conversation = aConversation(person)
  const message = aMessage(person, conversation.id)
  await record(db, [conversation, message])
  return { conversation, message }
}

async function rate(
  db: StoryDatabase,
  person: Person,
  conversationId: string,
  rating: number | null,
  messageId: string | null = null,
  comment: string | null = null,
) {
  const [row] = await db.as(person, submit, [person.teamId, conversationId, rating, messageId, comment])
  return row?.answer
}

async function ratings(db: StoryDatabase) {
  const rows = await db.sql(
    'select user_rating from public.model_performance_metrics order by "timestamp", id',
  )
  return rows.map((row) => row.user_rating)
}

onEveryDatabase('thumbs', (story) => {
  story('A39 a thumb reaches the call that produced the message, and no other', async (db) => {
    const lead = await signUp(db, 'lead')
    const { conversation, message } = await answered(db, lead)
    const at = (second: number) => new Date(Date.now() - 600_000 + second * 1000).toISOString()
    await record(db, [
      // Two attempts that failed before the answer came.
      aCall(lead, { message_id: message.id, outcome: 'error', timestamp: at(1) }),
      aCall(lead, { message_id: message.id, outcome: 'timeout', timestamp: at(2) }),
      aCall(lead, { message_id: message.id, timestamp: at(3) }),
      aCall(lead, { message_id: v7(), timestamp: at(4) }),
      aCall(lead, { timestamp: at(5) }),
    ])
    expect(await rate(db, lead, conversation.id, 1, message.id)).toEqual({
      messageId: message.id,
      rating: 1,
      previousRating: 0,
    })
    expect(await ratings(db)).toEqual([0, 0, 1, 0, 0])
    expect(await db.sql('select rating from public.messages')).toEqual([{ rating: 1 }])
  })

  story('A39 a thumb may come before its call', async (db) => {
    const lead = await signUp(db, 'lead')
    const { conversation, message } = await answered(db, lead)
    await rate(db, lead, conversation.id, -1, message.id, 'Wrong.')
    const at = (second: number) => new Date(Date.now() - 600_000 + second * 1000).toISOString()
    await record(db, [
      aCall(lead, { message_id: message.id, outcome: 'error', timestamp: at(1) }),
      aCall(lead, { message_id: message.id, timestamp: at(2) }),
    ])
    expect(await ratings(db)).toEqual([0, -1])
  })

  story('A39 rating again replaces, 0 takes back, and every step is kept as a difference', async (db) => {
    const lead = await signUp(db, 'lead')
    const { conversation, message } = await answered(db, lead)
    await record(db, [aCall(lead, { message_id: message.id })])
    for (const [rating, before] of [
      [1, 0],
      [-1, 1],
      [0, -1],
      [0, 0],
      [1, 0],
    ] as const) {
      expect(await rate(db, lead, conversation.id, rating, message.id)).toMatchObject({
        previousRating: before,
      })
      expect(await ratings(db)).toEqual([rating])
    }
    const steps = await db.sql(
      'select old_rating, rating from public.message_feedback order by created_at, id',
    )
    expect(steps).toHaveLength(5)
    const sum = steps.reduce((total, step) => total + Number(step.rating) - Number(step.old_rating), 0)
    expect(sum).toBe(1)
  })

  story('A39 a thumb that arrives after a later one changes nothing', async (db) => {
    const lead = await signUp(db, 'lead')
    const { conversation, message } = await answered(db, lead)
    await record(db, [aCall(lead, { message_id: message.id })])
    await rate(db, lead, conversation.id, 1, message.id)
    const late: FeedbackEvent = {
      kind: 'feedback',
      team_id: lead.teamId,
      id: v7(),
      user_id: lead.userId,
      conversation_id: conversation.id,
      message_id: message.id,
      rating: -1,
      comment: null,
      created_at: new Date(Date.now() - 60_000).toISOString(),
    }
    expect(await record(db, [late])).toMatchObject({ feedback: 1 })
    expect(await ratings(db)).toEqual([1])
    expect(await db.sql('select rating from public.messages')).toEqual([{ rating: 1 }])
    const [row] = await db.sql('select sum(rating - old_rating)::int as sum from public.message_feedback')
    expect(row?.sum).toBe(1)
    expect(await rate(db, lead, conversation.id, 0, message.id)).toMatchObject({ previousRating: 1 })
  })

  story('A38 without a message the last answer of the conversation is meant', async (db) => {
    const lead = await signUp(db, 'lead')
    const { conversation } = await answered(db, lead)
    const later = aMessage(lead, conversation.id, { created_at: new Date().toISOString() })
    const question = aMessage(lead, conversation.id, {
      role: 'user',
      created_at: new Date(Date.now() + 1000).toISOString(),
    })
    await record(db, [later, question])
    expect(await rate(db, lead, conversation.id, 1)).toMatchObject({ messageId: later.id })
  })

  story("A39 another's message does not exist, whoever asks", async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    await db.sql('update public.teams set leads_see_text = true')
    const { conversation, message } = await answered(db, member)
    await record(db, [aCall(member, { message_id: message.id })])
    const given = [lead.teamId, conversation.id, 1, message.id, null]
    for (const caller of [lead, stranger]) {
      expect(await db.refusal(caller, submit, given)).toMatchObject({ code: 'PT404' })
    }
    expect(await db.refusal(member, submit, [member.teamId, conversation.id, 1, v7(), null])).toMatchObject({
      code: 'PT404',
    })
    expect(await db.refusal('nobody', submit, given)).toMatchObject({ code: '42501' })
    const direct = `insert into public.message_feedback (team_id, conversation_id, message_id, user_id, rating)
      values ($1, $2, $3, $4, 1)`
    for (const userId of [lead.userId, member.userId]) {
      expect(
        await db.refusal(lead, direct, [lead.teamId, conversation.id, message.id, userId]),
      ).toMatchObject({ code: '42501' })
    }
    expect(await ratings(db)).toEqual([0])
  })

  story('A39 a question cannot be rated, nor an unknown rating given', async (db) => {
    const lead = await signUp(db, 'lead')
    const { conversation } = await answered(db, lead)
    const question = aMessage(lead, conversation.id, { role: 'user' })
    await record(db, [question])
    expect(
      await db.refusal(lead, submit, [lead.teamId, conversation.id, 1, question.id, null]),
    ).toMatchObject({ code: 'PT404' })
    for (const rating of [2, -2, null]) {
      expect(
        await db.refusal(lead, submit, [lead.teamId, conversation.id, rating, null, null]),
      ).toMatchObject({ code: 'PT400', message: expect.stringMatching(/^rating:/) })
    }
  })

  story('A39 nobody changes or forges a thumb that was given', async (db) => {
    const lead = await signUp(db, 'lead')
    const { conversation, message } = await answered(db, lead)
    await rate(db, lead, conversation.id, 1, message.id)
    for (const statement of [
      'update public.message_feedback set rating = -1',
      'delete from public.message_feedback',
      'insert into public.message_feedback (team_id, conversation_id, message_id, user_id, rating, old_rating) select team_id, conversation_id, message_id, user_id, 1, -1 from public.message_feedback',
    ]) {
      expect(await db.refusal(lead, statement), statement).toMatchObject({ code: '42501' })
    }
    await db.sql(
      `insert into public.message_feedback (team_id, conversation_id, message_id, user_id, rating, old_rating)
      values ($1, $2, $3, $4, 1, -1)`,
      [lead.teamId, conversation.id, message.id, lead.userId],
    )
    const forged = await db.sql('select 1 from public.message_feedback where old_rating = -1')
    expect(forged).toEqual([])
  })

  story('A38 thumbs are seen by who gave them and by leads', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const colleague = await joinTeam(db, lead.teamId, 'colleague')
    const stranger = await signUp(db, 'stranger')
    const { conversation, message } = await answered(db, member)
    await rate(db, member, conversation.id, -1, message.id, 'Too long.')
    const read = 'select comment from public.message_feedback'
    for (const person of [lead, member]) expect(await db.as(person, read)).toEqual([{ comment: 'Too long.' }])
    for (const person of [colleague, stranger]) expect(await db.as(person, read)).toEqual([])
    expect(await db.refusal('nobody', read)).toMatchObject({ code: '42501' })
  })

  story('A39 deleting a conversation deletes its comments, the thumbs stay', async (db) => {
    const lead = await signUp(db, 'lead')
    const { conversation, message } = await answered(db, lead)
    await record(db, [aCall(lead, { message_id: message.id })])
    await rate(db, lead, conversation.id, -1, message.id, 'Private words.')
    await db.as(lead, 'delete from public.conversations where id = $1', [conversation.id])
    expect(await db.sql('select rating, comment from public.message_feedback')).toEqual([
      { rating: -1, comment: null },
    ])
    expect(await ratings(db)).toEqual([-1])
  })

  story('A38 a waiting thumb of the outbox is checked like any other', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const { conversation, message } = await answered(db, member)
    const thumb = (userId: string): FeedbackEvent => ({
      kind: 'feedback',
      team_id: lead.teamId,
      id: v7(),
      user_id: userId,
      conversation_id: conversation.id,
      message_id: message.id,
      rating: 1,
      comment: null,
      created_at: new Date().toISOString(),
    })
    expect(await record(db, [thumb(lead.userId)])).toMatchObject({ feedback: 0 })
    expect(await record(db, [thumb(member.userId)])).toMatchObject({ feedback: 1 })
  })
})

test.each(['Postgres 17', 'Postgres 15'] as const)(
  'A39 a thumb and its call that arrive at the same moment find each other, %s',
  async (name) => {
    const url = await newNativeDatabase(name)
    const [thumbs, calls] = [new pg.Client(url), new pg.Client(url)]
    await Promise.all([thumbs.connect(), calls.connect()])
    try {
      await thumbs.query("insert into auth.users (email) values ('a@example.com')")
      const { rows } = await thumbs.query('select team_id, user_id from public.team_members')
      const person: Person = { teamId: rows[0].team_id, userId: rows[0].user_id }
      const conversation = aConversation(person)
      const write = (client: pg.Client, events: unknown[]) =>
        client.query('select public.record_events($1::jsonb)', [JSON.stringify(events)])
      await write(thumbs, [conversation])
      for (const order of ['thumb first', 'call first', 'thumb first, call imported past the outbox']) {
        const message = aMessage(person, conversation.id)
        await write(thumbs, [message])
        const giveThumb = () =>
          thumbs.query(
            `insert into public.message_feedback (team_id, conversation_id, message_id, user_id, rating)
            values ($1, $2, $3, $4, -1)`,
            [person.teamId, conversation.id, message.id, person.userId],
          )
        const importCall = () =>
          calls.query(
            `insert into public.model_performance_metrics
              (team_id, "timestamp", id, user_id, model, provider, outcome, message_id)
            values ($1, now(), gen_random_uuid(), $2, 'gpt-5.5', 'openai', 'ok', $3)`,
            [person.teamId, person.userId, message.id],
          )
        const writeCall = () =>
          order.includes('imported')
            ? importCall()
            : write(calls, [aCall(person, { message_id: message.id })])
        await thumbs.query('begin')
        await calls.query('begin')
        const isThumbFirst = order.startsWith('thumb first')
        await (isThumbFirst ? giveThumb() : writeCall())
        // Waits for the other to commit, then sees what it did.
        const second = isThumbFirst ? writeCall() : giveThumb()
        await untilWaiting(isThumbFirst ? thumbs : calls, second)
        await (isThumbFirst ? thumbs : calls).query('commit')
        await second
        await (isThumbFirst ? calls : thumbs).query('commit')
        const { rows: rated } = await thumbs.query(
          'select user_rating from public.model_performance_metrics where message_id = $1',
          [message.id],
        )
        expect(rated, order).toEqual([{ user_rating: -1 }])
      }
    } finally {
      await Promise.all([thumbs.end(), calls.end()])
    }
  },
)

test.each(['Postgres 17', 'Postgres 15'] as const)(
  'A13 a batch takes the locks of its messages in one order, whatever it does with them, %s',
  async (name) => {
    const url = await newNativeDatabase(name)
    const [other, writer] = [new pg.Client(url), new pg.Client(url)]
    await Promise.all([other.connect(), writer.connect()])
    try {
      const { rows } = await other.query(
        `select id, private.message_lock(id) as lock from (select gen_random_uuid() as id from generate_series(1, 9)) as made
        order by lock`,
      )
      const [low, high] = [rows.at(0), rows.at(-1)]
      const lead = await signUp(await nativeSession(name, url), 'lead')
      const stray: Person = { ...lead, teamId: v7() }
      // Calls are written before thumbs, so the higher lock would come first if each row took its own.
      const thumb = { ...aCall(stray), kind: 'feedback', message_id: low.id }
      const batch = [aCall(stray, { message_id: high.id }), thumb]
      await other.query('begin')
      await other.query('select pg_advisory_xact_lock(39, $1)', [high.lock])
      const writing = writer
        .query('select public.record_events($1::jsonb)', [JSON.stringify(batch)])
        .then(() => null, String)
      await untilWaiting(other, writing)
      const held = await other.query(
        `select held.objid::int as lock, held.granted
        from pg_locks as held
        join pg_database as database on database.oid = held.database and database.datname = current_database()
        where held.locktype = 'advisory' and held.pid <> pg_backend_pid()
        order by held.objid::int`,
      )
      expect(held.rows).toEqual([
        { lock: low.lock, granted: true },
        { lock: high.lock, granted: false },
      ])
      await other.query('rollback')
      expect(await writing).toContain('foreign key')
    } finally {
      await Promise.all([other.end(), writer.end()])
    }
  },
)
