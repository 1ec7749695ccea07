import { expect } from 'vitest'
import { aCall, joinTeam, type Person, record, signUp } from './people'
import { onEveryDatabase, type Row, type StoryDatabase } from './stories'

const INSERT = `insert into public.model_prices (team_id, provider, model, valid_from, input_usd_per_mtok, output_usd_per_mtok)
  values ($1, 'openai', $2, '2026-10-01', $3, 9)`
const SET = 'update public.model_prices set input_usd_per_mtok = 7 returning 1'

async function pricesOf(db: StoryDatabase, caller: Person | 'service_role', teamId: string): Promise<Row[]> {
  const [row] = await db.as(caller, 'select public.get_prices($1) as prices', [teamId])
  if (!Array.isArray(row?.prices)) throw new Error('get_prices answers an array')
  return row.prices.map(({ team_id, model, input_usd_per_mtok }) => ({ team_id, model, input_usd_per_mtok }))
}

onEveryDatabase('model prices', (story) => {
  story('C9 a lead sets, corrects and removes prices of the own team', async (db) => {
    const lead = await signUp(db, 'lead')
    await db.as(lead, INSERT, [lead.teamId, 'gpt-5.5', 2.5])
    expect(await pricesOf(db, lead, lead.teamId)).toEqual([
      { team_id: lead.teamId, model: 'gpt-5.5', input_usd_per_mtok: 2.5 },
    ])
    expect((await db.refusal(lead, INSERT, [lead.teamId, 'gpt-5.5', 3]))?.code).toBe('23505')
    expect(await db.as(lead, SET)).toHaveLength(1)
    await db.as(lead, 'delete from public.model_prices')
    expect(await pricesOf(db, lead, lead.teamId)).toEqual([])
  })

  story('C9 members and strangers neither see nor set them, and nobody sets those for all', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    await db.as(lead, INSERT, [lead.teamId, 'gpt-5.5', 2.5])
    for (const person of [{ ...member, teamId: lead.teamId }, stranger]) {
      expect(await pricesOf(db, person, lead.teamId)).toEqual([])
      expect((await db.refusal(person, INSERT, [lead.teamId, 'x', 1]))?.code).toBe('42501')
      expect(await db.as(person, SET)).toEqual([])
      expect(await db.as(person, 'delete from public.model_prices returning 1')).toEqual([])
    }
    expect((await db.refusal(lead, INSERT, [null, 'x', 1]))?.code).toBe('42501')
    expect((await db.refusal('nobody', 'select from public.model_prices'))?.code).toBe('42501')
  })

  story('C9 the server reads those of a team and those for all, of no other', async (db) => {
    const [one, other] = [await signUp(db, 'one'), await signUp(db, 'other')]
    await db.as('service_role', INSERT, [null, 'a', 1])
    await db.as('service_role', INSERT, [one.teamId, 'b', 2])
    await db.as('service_role', INSERT, [other.teamId, 'c', 3])
    expect((await db.refusal('service_role', INSERT, [null, 'a', 4]))?.code).toBe('23505')
    const models = async (caller: Person | 'service_role') =>
      (await pricesOf(db, caller, one.teamId)).map(({ model }) => model)
    expect(await models('service_role')).toEqual(['a', 'b'])
    expect(await models(one)).toEqual(['a', 'b'])
  })

  story('C9 a price is no negative number, and names are in small letters', async (db) => {
    const lead = await signUp(db, 'lead')
    expect((await db.refusal(lead, INSERT, [lead.teamId, 'x', -1]))?.code).toBe('23514')
    expect((await db.refusal(lead, INSERT, [lead.teamId, 'GPT', 1]))?.code).toBe('23514')
  })

  story('C9 the unit prices of a call are stored with it, that of reasoning too', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(db, [aCall(lead, { reasoning_usd_per_mtok: 12.5, cache_write_usd_per_mtok: 6.25 })])
    expect(
      await db.sql(
        'select reasoning_usd_per_mtok::float8 as reasoning, cache_write_usd_per_mtok::float8 as write from public.model_performance_metrics',
      ),
    ).toEqual([{ reasoning: 12.5, write: 6.25 }])
  })
})
