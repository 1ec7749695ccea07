import { expect } from 'vitest'
import { aCall, aConversation, aMessage, joinTeam, type Person, record, signUp } from './people'
import { onEveryDatabase, type StoryDatabase } from './stories'

const deleteAccount = 'select public.delete_my_account()'

/** A conversation with one rated answer, and its call. */
async function chat(db: StoryDatabase, person: Person) {
  const conversation = aConversation(person)
  const message = aMessage(person, conversation.id, { content: `A secret of ${person.userId}` })
  await record(db, [
    conversation,
    message,
    aCall(person, {
      message_id: message.id,
      conversation_id: conversation.id,
      error_message: 'Private words',
    }),
  ])
  await db.as(person, 'select public.submit_message_feedback($1, $2, -1, $3, $4)', [
    person.teamId,
    conversation.id,
    message.id,
    'Private words',
  ])
  const { id: message_id, conversation_id, team_id, user_id, created_at } = message
  const copied = { signal: 'copied' as const, provider: null, model: null, created_at }
  await record(db, [{ kind: 'signal', team_id, conversation_id, message_id, user_id, ...copied }])
}

onEveryDatabase("one's own data", (story) => {
  story('A1 an export holds everything of the caller, and nothing of others', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    await db.sql('update public.teams set leads_see_text = true')
    await chat(db, lead)
    await chat(db, member)
    for (const [person, other] of [
      [lead, member],
      [member, lead],
    ] as const) {
      const [row] = await db.as(person, 'select public.export_my_data() as data')
      expect(row?.data).toMatchObject({
        profile: { user_id: person.userId },
        conversations: [{ user_id: person.userId }],
        messages: [{ content: `A secret of ${person.userId}`, rating: -1 }],
        feedback: [{ rating: -1, comment: 'Private words' }],
        signals: [{ signal: 'copied', user_id: person.userId }],
        calls: [{ model: 'gpt-5.5', user_rating: -1 }],
        recommendations: [],
      })
      expect(JSON.stringify(row?.data)).not.toContain(other.userId)
    }
    expect(await db.refusal('nobody', 'select public.export_my_data()')).toMatchObject({ code: '42501' })
  })

  story("A1 a deleted account leaves the team's figures, without the person", async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    await chat(db, member)
    await chat(db, lead)
    await db.as(member, deleteAccount)
    for (const [schema, table] of [
      ['auth', 'users'],
      ['public', 'profiles'],
      ['public', 'team_members'],
      ['public', 'conversations'],
      ['public', 'messages'],
      ['public', 'message_feedback'],
      ['public', 'answer_signals'],
      ['public', 'model_performance_metrics'],
    ]) {
      const rows = await db.sql(`select every::text as text from ${schema}.${table} as every`)
      expect(JSON.stringify(rows), table).not.toContain(member.userId)
    }
    const figures = await db.as(
      lead,
      'select calls::int, thumbs_down::int from public.model_user_satisfaction where team_id = $1',
      [lead.teamId],
    )
    expect(figures).toEqual([{ calls: 2, thumbs_down: 2 }])
    expect(await db.sql('select 1 from public.answer_signals')).toHaveLength(2)
    const comments = await db.sql('select comment from public.message_feedback where user_id is null')
    expect(comments).toEqual([{ comment: null }])
  })

  story('A1 what arrives of somebody after the account is deleted no longer names them', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    await db.as(member, deleteAccount)
    const conversation = aConversation(member)
    const message = aMessage(member, conversation.id)
    const theirs = { conversation_id: conversation.id, error_message: 'Private words' }
    const written = await record(db, [
      conversation,
      message,
      aCall(member, { message_id: message.id, ...theirs }),
      aCall(lead, theirs),
    ])
    expect(written).toMatchObject({ conversation: 0, message: 0, call: 2 })
    const calls = await db.sql(
      'select user_id::text, conversation_id, error_message from public.model_performance_metrics order by user_id',
    )
    expect(calls).toEqual([
      { user_id: lead.userId, ...theirs },
      { user_id: null, conversation_id: null, error_message: null },
    ])
  })

  story('A1 a team that nobody else is in goes with its account', async (db) => {
    const alone = await signUp(db, 'alone')
    const bystander = await signUp(db, 'bystander')
    await chat(db, alone)
    await chat(db, bystander)
    await db.as(alone, deleteAccount)
    const teams = await db.sql('select id::text from public.teams')
    expect(teams).toEqual([{ id: bystander.teamId }])
    const calls = await db.sql('select team_id::text from public.model_performance_metrics')
    expect(calls).toEqual([{ team_id: bystander.teamId }])
  })

  story('A1 the last lead of others is refused, and told which team it is', async (db) => {
    const lead = await signUp(db, 'lead')
    await joinTeam(db, lead.teamId, 'member')
    await chat(db, lead)
    expect(await db.refusal(lead, deleteAccount)).toMatchObject({
      code: 'PT409',
      message: expect.stringContaining("lead's team"),
    })
    expect(await db.sql('select 1 from public.conversations')).toHaveLength(1)
    await joinTeam(db, lead.teamId, 'second', 'lead')
    await db.as(lead, deleteAccount)
    expect(await db.refusal('nobody', deleteAccount)).toMatchObject({ code: '42501' })
  })
})
