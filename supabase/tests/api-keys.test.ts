import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { joinTeam, type Person, signUp } from './people'
import { onEveryDatabase, type StoryDatabase } from './stories'

const make = 'select public.create_api_key($1, $2) as made'
const revoke = 'select public.revoke_api_key($1, $2)'
const seen = 'select id::text, name, prefix, created_by::text, last_used_at, revoked_at from public.api_keys'

async function makeKey(db: StoryDatabase, lead: Person, name = 'Billing') {
  const [row] = await db.as(
    lead,
    "select made ->> 'id' as id, made ->> 'key' as key from (select public.create_api_key($1, $2) as made) as made",
    [lead.teamId, name],
  )
  return { id: String(row?.id), key: String(row?.key) }
}

async function use(db: StoryDatabase, key: string) {
  const hash = createHash('sha256').update(key).digest('hex')
  const [row] = await db.as('service_role', 'select public.use_api_key($1) as owner', [hash])
  return row?.owner
}

onEveryDatabase('API keys', (story) => {
  story('C5 a lead makes a key, which opens their team and cannot be read again', async (db) => {
    const lead = await signUp(db, 'lead')
    const { id, key } = await makeKey(db, lead, '  Billing  ')
    expect(key).toMatch(/^aug_[0-9a-f]{64}$/)
    expect(await use(db, key)).toEqual({ team_id: lead.teamId, key_id: id })
    expect(await use(db, `${key}0`)).toBeNull()
    const other = await makeKey(db, lead, 'Search')
    expect(other.key).not.toBe(key)
    expect(await db.as(lead, `${seen} where id = $1`, [id])).toEqual([
      {
        id,
        name: 'Billing',
        prefix: key.slice(0, 12),
        created_by: lead.userId,
        last_used_at: expect.any(Date),
        revoked_at: null,
      },
    ])
    const [stored] = await db.sql('select api_keys::text as everything from public.api_keys where id = $1', [
      id,
    ])
    expect(stored?.everything).not.toContain(key)
    expect(await db.refusal(lead, 'select key_hash from public.api_keys')).toMatchObject({ code: '42501' })
  })

  story('C5 members, strangers and nobody neither see, make, use nor revoke keys', async (db) => {
    const lead = await signUp(db, 'lead')
    const { id } = await makeKey(db, lead)
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    for (const caller of [member, stranger]) {
      expect(await db.as(caller, seen)).toEqual([])
      expect(await db.refusal(caller, make, [lead.teamId, 'Mine'])).toMatchObject({ code: 'PT403' })
      expect(await db.refusal(caller, revoke, [lead.teamId, id])).toMatchObject({ code: 'PT403' })
    }
    // A lead of another team, naming a key of this one.
    expect(await db.refusal(stranger, revoke, [stranger.teamId, id])).toMatchObject({ code: 'PT404' })
    expect(await db.refusal('nobody', make, [lead.teamId, 'Mine'])).toMatchObject({ code: '42501' })
    expect(await db.refusal('nobody', seen)).toMatchObject({ code: '42501' })
    for (const caller of [lead, member, 'nobody'] as const) {
      expect(await db.refusal(caller, 'select public.use_api_key($1)', ['00'])).toMatchObject({
        code: '42501',
      })
    }
    expect(await db.as(lead, 'select revoked_at from public.api_keys')).toEqual([{ revoked_at: null }])
  })

  story('C5 a revoked key stays revoked, even for leads', async (db) => {
    const lead = await signUp(db, 'lead')
    const { id, key } = await makeKey(db, lead)
    await db.as(lead, revoke, [lead.teamId, id])
    expect(await use(db, key)).toBeNull()
    expect(await db.refusal(lead, revoke, [lead.teamId, id])).toMatchObject({ code: 'PT404' })
    for (const statement of [
      'update public.api_keys set revoked_at = null',
      "update public.api_keys set key_hash = ''",
      'delete from public.api_keys',
      "insert into public.api_keys (team_id, name, prefix, key_hash) select team_id, 'x', 'x', 'x' from public.api_keys",
    ]) {
      expect(await db.refusal(lead, statement), statement).toMatchObject({ code: '42501' })
    }
    expect(await db.as(lead, seen)).toMatchObject([{ id, revoked_at: expect.any(Date) }])
  })

  story('C5 a key has a name', async (db) => {
    const lead = await signUp(db, 'lead')
    for (const name of [' ', 'x'.repeat(101), null]) {
      expect(await db.refusal(lead, make, [lead.teamId, name])).toMatchObject({
        code: 'PT400',
        message: expect.stringMatching(/^name:/),
      })
    }
    expect(await db.refusal(lead, make, [null, 'x'])).toMatchObject({ code: 'PT403' })
  })

  story('C5 the last use is noted to the minute', async (db) => {
    const lead = await signUp(db, 'lead')
    const { key } = await makeKey(db, lead)
    const used = async () => {
      await use(db, key)
      const [row] = await db.sql(
        "select now() - last_used_at < interval '1 second' as now from public.api_keys",
      )
      return row?.now
    }
    expect(await used()).toBe(true)
    await db.sql("update public.api_keys set last_used_at = now() - interval '59 seconds'")
    expect(await used()).toBe(false)
    await db.sql("update public.api_keys set last_used_at = now() - interval '61 seconds'")
    expect(await used()).toBe(true)
  })

  story('C5 keys outlive the account of their maker, and end with their team', async (db) => {
    const lead = await signUp(db, 'lead')
    const second = await joinTeam(db, lead.teamId, 'second', 'lead')
    const { key } = await makeKey(db, lead)
    await db.sql('delete from auth.users where id = $1', [lead.userId])
    expect(await use(db, key)).toMatchObject({ team_id: lead.teamId })
    expect(await db.as(second, seen)).toMatchObject([{ created_by: null }])
    await db.sql('delete from public.teams where id = $1', [lead.teamId])
    expect(await use(db, key)).toBeNull()
  })
})
