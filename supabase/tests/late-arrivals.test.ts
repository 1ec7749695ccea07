import { expect } from 'vitest'
import { aConversation, aMessage, joinTeam, record, signUp } from './people'
import { onEveryDatabase } from './stories'

onEveryDatabase('late arrivals', (story) => {
  story(
    'A13 an answer that arrives after its conversation was deleted is dropped, and refuses nothing',
    async (db) => {
      const lead = await signUp(db, 'lead')
      const [deleted, kept] = [aConversation(lead), aConversation(lead)]
      await record(db, [deleted, kept])
      await db.as(lead, 'delete from public.conversations where id = $1', [deleted.id])
      await record(db, [aMessage(lead, deleted.id), aMessage(lead, kept.id)])
      expect(await db.sql('select conversation_id from public.messages')).toEqual([
        { conversation_id: kept.id },
      ])
      expect(await db.sql('select id from public.conversations')).toEqual([{ id: kept.id }])
    },
  )
  story("A35 a conversation keeps its user's own choice of a model from the first message on", async (db) => {
    const lead = await signUp(db, 'lead')
    await record(db, [aConversation(lead, { provider: 'openai', model: 'gpt-5.5' })])
    expect(await db.sql('select provider, model from public.conversations')).toEqual([
      { provider: 'openai', model: 'gpt-5.5' },
    ])
  })
  story('A39 who has left a team no longer rates in it', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const conversation = aConversation(member)
    const answer = aMessage(member, conversation.id)
    await record(db, [conversation, answer])
    await db.as(lead, 'delete from public.team_members where user_id = $1', [member.userId])
    expect(
      await db.refusal(member, 'select public.submit_message_feedback($1, $2, -1)', [
        lead.teamId,
        conversation.id,
      ]),
    ).toMatchObject({ code: 'PT404' })
    expect(
      await db.refusal(
        member,
        `insert into public.message_feedback (team_id, conversation_id, message_id, user_id, rating)
         values ($1, $2, $3, $4, -1)`,
        [lead.teamId, conversation.id, answer.id, member.userId],
      ),
    ).toMatchObject({ code: '42501' })
  })
})
