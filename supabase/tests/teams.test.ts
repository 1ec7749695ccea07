import pg from 'pg'
import { expect, test } from 'vitest'
import { timeZones } from '@/app/(app)/settings/time-zones'
import { joinTeam, type Person, signUp } from './people'
import { newNativeDatabase, onEveryDatabase, type StoryDatabase } from './stories'
import { untilWaiting } from './until-waiting'

const leave = 'delete from public.team_members where team_id = $1 and user_id = $2 returning user_id::text'
const demote = "update public.team_members set role = 'member' where team_id = $1 and user_id = $2"

async function invite(db: StoryDatabase, lead: Person, role = 'member'): Promise<string> {
  const [row] = await db.as(lead, "select public.create_invitation($1, $2) ->> 'token' as token", [
    lead.teamId,
    role,
  ])
  return String(row?.token)
}

onEveryDatabase('teams', (story) => {
  story('A1 who signs up gets a profile and leads a team of their own', async (db) => {
    const { userId, teamId } = await signUp(db, 'ada', 'Asia/Kathmandu')
    const [row] = await db.as({ userId }, 'select public.get_my_teams() as teams')
    expect(row?.teams).toMatchObject([
      { team_id: teamId, name: "ada's team", role: 'lead', time_zone: 'Asia/Kathmandu', is_demo: false },
    ])
    const profiles = await db.as({ userId }, 'select display_name, email from public.profiles')
    expect(profiles).toEqual([{ display_name: 'ada', email: 'ada@example.com' }])
  })

  story('A1 an unknown time zone at sign-up becomes UTC, later it is refused', async (db) => {
    const lead = await signUp(db, 'ada', 'Mars/Olympus')
    const [row] = await db.as(lead, 'select time_zone from public.teams')
    expect(row?.time_zone).toBe('UTC')
    const change = 'update public.teams set time_zone = $2 where id = $1'
    expect(await db.refusal(lead, change, [lead.teamId, 'Mars/Olympus'])).toMatchObject({ code: '23514' })
    expect(await db.refusal(lead, change, [lead.teamId, 'Europe/Berlin'])).toBeNull()
  })

  story('A1 the database knows every zone that can be chosen', async (db) => {
    const unknown = 'select zone from unnest($1::text[]) as zone where not private.is_time_zone(zone)'
    expect(await db.as('service_role', unknown, [timeZones('UTC')])).toEqual([])
  })

  story('A1 teams, their members and profiles are seen from inside only', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    const tables = [
      ['teams', 'id'],
      ['team_members', 'user_id'],
      ['profiles', 'user_id'],
    ] as const
    for (const [table, column] of tables) {
      const all = await db.as(stranger, `select ${column}::text as id from public.${table}`)
      expect(all.map((row) => row.id)).toEqual([column === 'id' ? stranger.teamId : stranger.userId])
      expect(await db.refusal('nobody', `select 1 from public.${table}`)).toMatchObject({ code: '42501' })
    }
    const mates = await db.as(member, 'select display_name from public.profiles order by 1')
    expect(mates).toEqual([{ display_name: 'lead' }, { display_name: 'member' }])
  })

  story('A1 settings are changed by leads only, and not all of them', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    const rename = "update public.teams set name = 'Renamed' where id = $1 returning name"
    expect(await db.as(member, rename, [lead.teamId])).toEqual([])
    expect(await db.as(stranger, rename, [lead.teamId])).toEqual([])
    expect(await db.as(lead, rename, [lead.teamId])).toEqual([{ name: 'Renamed' }])
    for (const statement of [
      'update public.teams set is_demo = true',
      'delete from public.teams',
      "insert into public.teams (name) values ('Mine')",
      "insert into public.team_members (team_id, user_id, role) select id, private.user_id(), 'lead' from public.teams",
    ]) {
      expect(await db.refusal(lead, statement), statement).toMatchObject({ code: '42501' })
    }
    expect(
      await db.refusal(lead, 'update public.teams set retention_days = 91 where id = $1', [lead.teamId]),
    ).toMatchObject({ code: '23514' })
  })

  story(
    'C6 whether texts of traces are kept is set by leads, off at first, and members are told',
    async (db) => {
      const lead = await signUp(db, 'lead')
      const member = await joinTeam(db, lead.teamId, 'member')
      const keep = 'update public.teams set keeps_trace_text = true where id = $1 returning id'
      const told = async () => {
        const [row] = await db.as(member, 'select public.get_my_teams() as teams')
        return row?.teams
      }
      const team = (keeps_trace_text: boolean) =>
        expect.objectContaining({ team_id: lead.teamId, keeps_trace_text })
      expect(await db.as(member, keep, [lead.teamId])).toEqual([])
      expect(await told()).toContainEqual(team(false))
      expect(await db.as(lead, keep, [lead.teamId])).toHaveLength(1)
      expect(await told()).toContainEqual(team(true))
    },
  )

  story('A30 how models are chosen is set by leads, within bounds', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const set = `update public.teams set explore_min = $2, explore_max = $3, quality_floor = $4
      where id = $1 returning quality_floor`
    expect(await db.as(member, set, [lead.teamId, 0, 0, 1])).toEqual([])
    expect(await db.as(lead, set, [lead.teamId, 0, 0, 1])).toEqual([{ quality_floor: 1 }])
    expect(await db.as(lead, set, [lead.teamId, 0.1, 0.1, 0.5])).toHaveLength(1)
    for (const wrong of [
      [-0.01, 1, 0],
      [0, 1.01, 0],
      [0.2, 0.1, 0],
      [0, 1, -0.1],
      [0, 1, 1.1],
      ['NaN', 'NaN', 0],
    ]) {
      expect(await db.refusal(lead, set, [lead.teamId, ...wrong]), String(wrong)).toMatchObject({
        code: '23514',
      })
    }
    const [row] = await db.as(member, 'select public.get_my_teams() as teams')
    expect(row?.teams).toContainEqual(
      expect.objectContaining({
        team_id: lead.teamId,
        explore_min: 0.1,
        explore_max: 0.1,
        quality_floor: 0.5,
      }),
    )
  })

  story('A1 a member cannot become a lead, nor remove one', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const promote =
      "update public.team_members set role = 'lead' where team_id = $1 and user_id = $2 returning role"
    expect(await db.as(member, promote, [lead.teamId, member.userId])).toEqual([])
    expect(await db.as(member, leave, [lead.teamId, lead.userId])).toEqual([])
    expect(await db.as(lead, promote, [lead.teamId, member.userId])).toEqual([{ role: 'lead' }])
  })

  story('A1 the last lead cannot go, be removed or step down', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const self = [lead.teamId, lead.userId]
    expect(await db.refusal(lead, leave, self)).toMatchObject({ code: 'PT409' })
    expect(await db.refusal(lead, demote, self)).toMatchObject({ code: 'PT409' })
    expect(await db.refusal('service_role', leave, self)).toMatchObject({ code: 'PT409' })
    expect(await db.as(member, leave, [lead.teamId, member.userId])).toHaveLength(1)

    const second = await joinTeam(db, lead.teamId, 'second', 'lead')
    expect(await db.as(lead, leave, self)).toHaveLength(1)
    expect(await db.refusal(second, leave, [lead.teamId, second.userId])).toMatchObject({ code: 'PT409' })
  })

  story(
    'A1 when an administrator deletes the last lead, who has been in the team longest takes over',
    async (db) => {
      const lead = await signUp(db, 'lead')
      const first = await joinTeam(db, lead.teamId, 'first')
      const second = await joinTeam(db, lead.teamId, 'second')
      await db.sql(
        "update public.team_members set joined_at = now() + interval '1 hour' where user_id = $1",
        [second.userId],
      )
      await db.sql('delete from auth.users where id = $1', [lead.userId])
      const members =
        'select user_id::text, role from public.team_members where team_id = $1 order by joined_at'
      expect(await db.sql(members, [lead.teamId])).toEqual([
        { user_id: first.userId, role: 'lead' },
        { user_id: second.userId, role: 'member' },
      ])
    },
  )

  story('A1 an invitation lets one person in, once', async (db) => {
    const lead = await signUp(db, 'lead')
    const guest = await signUp(db, 'guest')
    const other = await signUp(db, 'other')
    const token = await invite(db, lead)
    const accept = 'select public.accept_invitation($1) as accepted'

    const [shown] = await db.as('nobody', 'select public.read_invitation($1) as invitation', [token])
    expect(shown?.invitation).toMatchObject({ team_name: "lead's team", role: 'member', invited_by: 'lead' })
    expect(await db.refusal('nobody', accept, [token])).toMatchObject({ code: '42501' })
    expect(await db.refusal(lead, accept, [token])).toMatchObject({ code: 'PT409' })
    const [accepted] = await db.as(guest, accept, [token])
    expect(accepted?.accepted).toEqual({ team_id: lead.teamId })
    expect(await db.refusal(guest, accept, [token])).toMatchObject({ code: 'PT409' })
    expect(await db.refusal(other, accept, [token])).toMatchObject({ code: 'PT410' })
    expect(await db.refusal('nobody', 'select public.read_invitation($1)', [token])).toMatchObject({
      code: 'PT404',
    })
    expect(await db.refusal(other, accept, ['made up'])).toMatchObject({ code: 'PT404' })
    const roles = await db.sql('select role from public.team_members where team_id = $1 and user_id = $2', [
      lead.teamId,
      guest.userId,
    ])
    expect(roles).toEqual([{ role: 'member' }])
  })

  story('A1 an invitation expires and can be revoked', async (db) => {
    const lead = await signUp(db, 'lead')
    const guest = await signUp(db, 'guest')
    const expired = await invite(db, lead)
    await db.sql("update public.invitations set expires_at = now() - interval '1 second'")
    const accept = 'select public.accept_invitation($1)'
    expect(await db.refusal(guest, accept, [expired])).toMatchObject({ code: 'PT410' })

    const revoked = await invite(db, lead)
    await db.as(lead, 'delete from public.invitations where team_id = $1', [lead.teamId])
    expect(await db.refusal(guest, accept, [revoked])).toMatchObject({ code: 'PT404' })
  })

  story('A1 only leads invite, and nobody reads a token again', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    const token = await invite(db, lead, 'lead')
    const ask = 'select public.create_invitation($1, $2)'
    for (const caller of [member, stranger]) {
      expect(await db.refusal(caller, ask, [lead.teamId, 'lead'])).toMatchObject({ code: 'PT403' })
      expect(await db.as(caller, 'select id from public.invitations')).toEqual([])
      expect(await db.as(caller, 'delete from public.invitations returning id')).toEqual([])
    }
    expect(await db.refusal(lead, ask, [lead.teamId, 'owner'])).toMatchObject({
      code: 'PT400',
      message: expect.stringMatching(/^role:/),
    })
    expect(await db.refusal(lead, 'select token_hash from public.invitations')).toMatchObject({
      code: '42501',
    })
    const [row] = await db.sql('select invitations::text as everything from public.invitations')
    expect(row?.everything).not.toContain(token)
  })

  story('A1 a person may be in several teams, and makes more', async (db) => {
    const lead = await signUp(db, 'lead')
    const make = "select public.create_team($1, $2) ->> 'team_id' as team_id"
    const [made] = await db.as(lead, make, ['Second', 'Europe/Berlin'])
    const [row] = await db.as(lead, 'select public.get_my_teams() as teams')
    expect(row?.teams).toHaveLength(2)
    expect(row?.teams).toContainEqual(
      expect.objectContaining({ team_id: made?.team_id, role: 'lead', name: 'Second' }),
    )
    expect(await db.refusal(lead, make, [' ', 'UTC'])).toMatchObject({ code: 'PT400', message: /^name:/ })
    expect(await db.refusal(lead, make, ['Third', 'Nowhere'])).toMatchObject({
      code: 'PT400',
      message: expect.stringMatching(/^time_zone:/),
    })
    expect(await db.refusal('nobody', make, ['Third', 'UTC'])).toMatchObject({ code: '42501' })
  })

  story('A1 projects are seen by members and made by leads, in their own team', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    const make = 'insert into public.projects (team_id, name) values ($1, $2)'
    await db.as(lead, make, [lead.teamId, 'Apollo'])
    expect(await db.refusal(member, make, [lead.teamId, 'Mine'])).toMatchObject({ code: '42501' })
    expect(await db.refusal(stranger, make, [lead.teamId, 'Mine'])).toMatchObject({ code: '42501' })
    expect(await db.refusal(lead, make, [lead.teamId, 'Apollo'])).toMatchObject({ code: '23505' })
    expect(await db.as(member, 'select name from public.projects')).toEqual([{ name: 'Apollo' }])
    expect(await db.as(stranger, 'select name from public.projects')).toEqual([])
    expect(await db.as(member, 'delete from public.projects returning name')).toEqual([])
    expect(
      await db.refusal(lead, 'update public.projects set team_id = $1', [stranger.teamId]),
    ).toMatchObject({ code: '42501' })
  })
})

test.each(['Postgres 17', 'Postgres 15'] as const)(
  'A1 two leads who leave at once do not both get away, %s',
  async (name) => {
    const url = await newNativeDatabase(name)
    const connect = async () => {
      const client = new pg.Client(url)
      await client.connect()
      return client
    }
    const [first, second] = [await connect(), await connect()]
    try {
      await first.query("insert into auth.users (email) values ('a@example.com'), ('b@example.com')")
      const { rows } = await first.query(
        'select team_id, user_id from public.team_members order by (select email from public.profiles as p where p.user_id = team_members.user_id)',
      )
      const [a, b] = rows
      await first.query("insert into public.team_members (team_id, user_id, role) values ($1, $2, 'lead')", [
        a.team_id,
        b.user_id,
      ])
      const remove = 'delete from public.team_members where team_id = $1 and user_id = $2'
      await first.query('begin')
      await second.query('begin')
      await first.query(remove, [a.team_id, a.user_id])
      const waiting = second.query(remove, [a.team_id, b.user_id]).then(
        () => null,
        (error: { code: string }) => error.code,
      )
      await untilWaiting(first, waiting)
      await first.query('commit')
      expect(await waiting).toBe('PT409')
    } finally {
      await Promise.all([first.end(), second.end()])
    }
  },
)
