import pg from 'pg'
import { expect, test } from 'vitest'
import { joinTeam, type Person, signUp } from './people'
import { newNativeDatabase, onEveryDatabase, type StoryDatabase } from './stories'
import { untilWaiting } from './until-waiting'

const HOUR = 3_600_000
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString()
const write = 'select public.record_model_changes($1, $2::jsonb) as written'

const found = (more: Record<string, unknown> = {}) => ({
  provider: 'openai',
  model: 'gpt-5.5',
  task_type: null,
  direction: 'drop',
  changed_at: hoursAgo(10),
  success_before: 0.95,
  success_after: 0.6,
  calls_after: 30,
  ...more,
})

async function record(db: StoryDatabase, { teamId }: Person, ...changes: object[]) {
  const [row] = await db.as('service_role', write, [teamId, JSON.stringify(changes)])
  return row?.written
}

/** As if everything known had been found then. */
async function foundAt(db: StoryDatabase, at: string) {
  await db.sql('update public.model_changes set found_at = $1', [at])
}

onEveryDatabase('changes of models', (story) => {
  story('A42 a change is written as it was found, and once', async (db) => {
    const lead = await signUp(db, 'lead')
    const change = found({ task_type: 'coding' })
    const other = found({ model: 'other', direction: 'recovery' })
    expect(await record(db, lead, change, other, change)).toBe(2)
    expect(await record(db, lead, change, other)).toBe(0)
    const rows = await db.as(
      lead,
      `select provider, model, task_type, direction, changed_at, success_before, success_after, calls_after
      from public.model_changes where model = 'gpt-5.5'`,
    )
    expect(rows).toEqual([{ ...change, changed_at: new Date(change.changed_at) }])
  })

  story('A42 what another instance found by slightly other calls is the same change', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(db, lead, found())
    await foundAt(db, hoursAgo(4))
    const same = [
      found({ changed_at: hoursAgo(12) }),
      found({ changed_at: hoursAgo(9) }),
      found({ changed_at: hoursAgo(9), task_type: 'coding' }),
      // Who knew of the change would look at later calls only.
      found({ changed_at: hoursAgo(12), direction: 'recovery' }),
    ]
    for (const change of same) expect(await record(db, lead, change)).toBe(0)
    const another = [
      found({ changed_at: hoursAgo(8), direction: 'recovery' }),
      found({ changed_at: hoursAgo(3) }),
      found({ changed_at: hoursAgo(10), provider: 'compatible' }),
    ]
    for (const change of another) expect(await record(db, lead, change)).toBe(1)
  })

  story('A42 one task is not another, and all tasks are more than one', async (db) => {
    const lead = await signUp(db, 'lead')
    const stranger = await signUp(db, 'stranger')
    expect(await record(db, lead, found({ task_type: 'coding' }))).toBe(1)
    expect(await record(db, lead, found({ task_type: 'coding', changed_at: hoursAgo(9) }))).toBe(0)
    expect(await record(db, lead, found({ task_type: 'creative' }))).toBe(1)
    expect(await record(db, lead, found())).toBe(1)
    expect(await record(db, lead, found({ task_type: 'analysis' }))).toBe(0)
    expect(await record(db, stranger, found())).toBe(1)
  })

  story('A42 who looks at many calls at once finds several changes in them', async (db) => {
    const lead = await signUp(db, 'lead')
    const changes = [
      found({ changed_at: hoursAgo(30) }),
      found({ changed_at: hoursAgo(20), direction: 'recovery' }),
      found({ changed_at: hoursAgo(10) }),
    ]
    expect(await record(db, lead, ...changes)).toBe(3)
  })

  story('A42 leads see the changes of their team, and only the server writes them', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    await record(db, lead, found())
    const read = 'select model from public.model_changes'
    expect(await db.as(lead, read)).toEqual([{ model: 'gpt-5.5' }])
    for (const person of [member, stranger]) expect(await db.as(person, read)).toEqual([])
    expect(await db.refusal('nobody', read)).toMatchObject({ code: '42501' })
    for (const caller of [lead, member, 'nobody'] as const) {
      expect(await db.refusal(caller, write, [lead.teamId, JSON.stringify([found()])])).toMatchObject({
        code: '42501',
      })
      for (const statement of [
        "update public.model_changes set direction = 'recovery'",
        'delete from public.model_changes',
        "insert into public.model_changes (team_id, provider, model, direction, changed_at, success_before, success_after, calls_after) select team_id, provider, 'x', direction, changed_at, 1, 0, 1 from public.model_changes",
      ]) {
        expect(await db.refusal(caller, statement), statement).toMatchObject({ code: '42501' })
      }
    }
    for (const wrong of [{ direction: 'up' }, { task_type: 'poetry' }, { success_after: 1.1 }]) {
      expect(
        await db.refusal('service_role', write, [
          lead.teamId,
          JSON.stringify([found({ model: 'y', ...wrong })]),
        ]),
      ).toMatchObject({ code: '23514' })
    }
  })

  story('A11 changes go with the calls they were found in', async (db) => {
    const [brief, other] = [await signUp(db, 'brief'), await signUp(db, 'other')]
    await db.as(brief, 'update public.teams set retention_days = 10')
    for (const person of [brief, other]) {
      await record(db, person, ...[20, 9].map((days) => found({ changed_at: hoursAgo(24 * days) })))
    }
    await db.as('service_role', 'select public.cleanup_old_performance_data()')
    const kept = 'select 1 from public.model_changes where team_id = $1'
    expect(await db.sql(kept, [brief.teamId])).toHaveLength(1)
    expect(await db.sql(kept, [other.teamId])).toHaveLength(2)
  })
})

test.each(['Postgres 17', 'Postgres 15'] as const)(
  'A42 two instances that find a change at the same moment write one, %s',
  async (name) => {
    const url = await newNativeDatabase(name)
    const [one, two] = [new pg.Client(url), new pg.Client(url)]
    await Promise.all([one.connect(), two.connect()])
    try {
      await one.query("insert into auth.users (email) values ('lead@example.com')")
      const { rows } = await one.query('select id from public.teams')
      const writeOf = (client: pg.Client, ...changes: object[]) =>
        client.query(write, [rows[0].id, JSON.stringify(changes)])
      await one.query('begin')
      await writeOf(one, found())
      const second = writeOf(two, found({ changed_at: hoursAgo(9.9) }), found({ model: 'other' }))
      await untilWaiting(one, second)
      await one.query('commit')
      expect((await second).rows).toEqual([{ written: 1 }])
      const changes = await one.query('select model from public.model_changes order by model')
      expect(changes.rows).toEqual([{ model: 'gpt-5.5' }, { model: 'other' }])
    } finally {
      await Promise.all([one.end(), two.end()])
    }
  },
)
