import { expect } from 'vitest'
import { aConversation, aDecision, aMessage, joinTeam, record, signUp } from './people'
import { onEveryDatabase } from './stories'

onEveryDatabase('conversations', (story) => {
  story('A1 nobody reads what another said, leads only where the team allows it', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const colleague = await joinTeam(db, lead.teamId, 'colleague')
    const stranger = await signUp(db, 'stranger')
    const conversation = aConversation(member)
    await record(db, [conversation, aMessage(member, conversation.id, { role: 'user' })])
    const reads = ['select 1 from public.conversations', 'select 1 from public.messages']
    for (const read of reads) {
      expect(await db.as(member, read)).toHaveLength(1)
      for (const other of [lead, colleague, stranger]) expect(await db.as(other, read)).toEqual([])
      expect(await db.refusal('nobody', read)).toMatchObject({ code: '42501' })
    }
    await db.as(lead, 'update public.teams set leads_see_text = true where id = $1', [lead.teamId])
    for (const read of reads) {
      expect(await db.as(lead, read)).toHaveLength(1)
      for (const other of [colleague, stranger]) expect(await db.as(other, read)).toEqual([])
    }
  })

  story('A1 people rename and delete their own conversations only', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    await db.sql('update public.teams set leads_see_text = true')
    const conversation = aConversation(member)
    await record(db, [conversation, aMessage(member, conversation.id)])
    const rename = "update public.conversations set title = 'Mine' where id = $1 returning title"
    const remove = 'delete from public.conversations where id = $1 returning id'
    expect(await db.as(lead, rename, [conversation.id])).toEqual([])
    expect(await db.as(lead, remove, [conversation.id])).toEqual([])
    expect(await db.as(member, rename, [conversation.id])).toEqual([{ title: 'Mine' }])
    expect(
      await db.refusal(member, 'update public.conversations set user_id = $1', [lead.userId]),
    ).toMatchObject({ code: '42501' })
    expect(await db.as(member, remove, [conversation.id])).toHaveLength(1)
    expect(await db.sql('select 1 from public.messages')).toEqual([])
  })

  story('A1 people do not write conversations or messages past the server', async (db) => {
    const lead = await signUp(db, 'lead')
    const conversation = aConversation(lead)
    await record(db, [conversation, aMessage(lead, conversation.id)])
    for (const statement of [
      `insert into public.conversations (team_id, id, user_id, title)
      select team_id, gen_random_uuid(), user_id, 'Another' from public.conversations`,
      `insert into public.messages (team_id, conversation_id, id, user_id, role, content)
      select team_id, id, gen_random_uuid(), user_id, 'assistant', 'Said nothing' from public.conversations`,
      "update public.messages set content = 'Changed'",
      'update public.messages set rating = 1',
      'delete from public.messages',
    ]) {
      expect(await db.refusal(lead, statement), statement).toMatchObject({ code: '42501' })
    }
  })

  story("A1 a message in another's conversation is refused", async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const conversation = aConversation(lead)
    await record(db, [conversation])
    const intruder = JSON.stringify([aMessage(member, conversation.id)])
    expect(
      await db.refusal('service_role', 'select public.record_events($1::jsonb)', [intruder]),
    ).toMatchObject({ code: 'PT422' })
  })

  story('A1 a message moves its conversation up, an older one does not move it down', async (db) => {
    const lead = await signUp(db, 'lead')
    const conversation = aConversation(lead, { created_at: '2026-01-01T00:00:00Z' })
    const said = (created_at: string) => aMessage(lead, conversation.id, { created_at })
    await record(db, [conversation, said('2026-01-03T00:00:00Z')])
    await record(db, [said('2026-01-02T00:00:00Z')])
    const [row] = await db.sql(
      "select (updated_at at time zone 'UTC')::text as updated_at from public.conversations",
    )
    expect(row?.updated_at).toBe('2026-01-03 00:00:00')
  })

  story('A35 decisions are seen by whom they were made for, and by leads', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const colleague = await joinTeam(db, lead.teamId, 'colleague')
    const stranger = await signUp(db, 'stranger')
    await record(db, [aDecision(member, { reason: 'It is the fastest.' })])
    const read = 'select reason from public.recommendations'
    for (const person of [lead, member]) expect(await db.as(person, read)).toHaveLength(1)
    for (const person of [colleague, stranger]) expect(await db.as(person, read)).toEqual([])
    expect(await db.refusal('nobody', read)).toMatchObject({ code: '42501' })
    expect(await db.refusal(member, "update public.recommendations set reason = 'No.'")).toMatchObject({
      code: '42501',
    })
  })
})
