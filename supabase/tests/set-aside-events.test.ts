import { v7 } from 'uuid'
import { expect } from 'vitest'
import { joinTeam, type Person, signUp } from './people'
import { onEveryDatabase, type StoryDatabase } from './stories'

const SEEN = 'select kind, reason from public.set_aside_events order by kind'
const aNote = (owner: Person, more: object = {}) => ({
  team_id: owner.teamId,
  id: v7(),
  user_id: owner.userId,
  kind: 'message',
  reason: 'too long',
  set_aside_at: new Date().toISOString(),
  event: '{"content":"private words"}',
  ...more,
})

async function keep(db: StoryDatabase, ...events: object[]) {
  const [row] = await db.as('service_role', 'select public.record_set_aside($1) as kept', [
    JSON.stringify(events),
  ])
  return row?.kept
}

onEveryDatabase('events that were set aside', (story) => {
  story(
    'C2 leads see when, what and why, but never the text; members and strangers see nothing',
    async (db) => {
      const lead = await signUp(db, 'lead')
      const member = await joinTeam(db, lead.teamId, 'member')
      const stranger = await signUp(db, 'stranger')
      expect(await keep(db, aNote({ ...member, teamId: lead.teamId }))).toBe(1)
      expect(await db.as(lead, SEEN)).toEqual([{ kind: 'message', reason: 'too long' }])
      expect((await db.refusal(lead, 'select event from public.set_aside_events'))?.code).toBe('42501')
      expect((await db.refusal(lead, 'select user_id from public.set_aside_events'))?.code).toBe('42501')
      for (const person of [member, stranger]) {
        expect(await db.as(person, SEEN)).toEqual([])
        expect(await db.as(person, 'delete from public.set_aside_events returning id')).toEqual([])
      }
      expect((await db.refusal('nobody', SEEN))?.code).toBe('42501')
      expect((await db.refusal(lead, "select public.record_set_aside('[]')"))?.code).toBe('42501')
      expect(await db.as(lead, 'delete from public.set_aside_events returning id')).toHaveLength(1)
    },
  )

  story('C2 what is sent twice is kept once, that of a team that is gone not at all', async (db) => {
    const lead = await signUp(db, 'lead')
    const note = aNote(lead)
    expect(await keep(db, note, aNote(lead, { team_id: v7() }))).toBe(1)
    expect(await keep(db, note)).toBe(0)
  })

  story('C2 it is kept for 90 days, and goes with the account whose event it is', async (db) => {
    const lead = await signUp(db, 'lead')
    const other = await joinTeam(db, lead.teamId, 'other', 'lead')
    const old = new Date(Date.now() - 91 * 86_400_000).toISOString()
    await keep(db, aNote(lead), aNote(other, { teamId: lead.teamId, kind: 'call' }))
    await keep(db, aNote(other, { kind: 'old', set_aside_at: old }))
    expect(await db.as(other, SEEN)).toMatchObject([{ kind: 'call' }, { kind: 'message' }])
    await db.as(lead, 'select public.delete_my_account()')
    expect(await db.as(other, SEEN)).toMatchObject([{ kind: 'call' }])
  })
})
