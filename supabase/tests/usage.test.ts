import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { aCall, joinTeam, type Person, record, signUp } from './people'
import { type RatedCall, randomCalls, store } from './random-calls'
import { between, dayOf, groupBy, startOfDay, sum } from './reference'
import { answerOf, rollUp } from './rollups'
import { newDatabase } from './sessions'
import { DATABASES } from './start-databases'
import { onEveryDatabase, type StoryDatabase } from './stories'

const TIME_ZONE = 'Australia/Sydney'
const DAYS = 30

async function usageOf(db: StoryDatabase, caller: Person, userId: string | null) {
  const [row] = await db.as(caller, 'select public.get_usage($1, $2, $3) as answer', [
    caller.teamId,
    userId,
    DAYS,
  ])
  return answerOf(row?.answer)
}

async function teamUsage(
  db: StoryDatabase,
  caller: Person,
  from: string,
  to: string,
  users: number | null = null,
) {
  const [row] = await db.as(
    caller,
    'select public.get_team_usage(p_team_id => $1, p_from => $2, p_to => $3, p_users => $4) as answer',
    [caller.teamId, from, to, users],
  )
  return answerOf(row?.answer)
}

const known = (values: (number | null)[]) => sum(values.map((value) => value ?? 0))

function figuresOf(calls: readonly RatedCall[]) {
  return {
    requests: calls.length,
    failures: calls.filter(({ outcome }) => outcome === 'error' || outcome === 'timeout').length,
    inputTokens: known(calls.map((call) => call.input_tokens)),
    outputTokens: known(calls.map((call) => call.output_tokens)),
    totalTokens: known(calls.map((call) => call.tokens_used)),
    costUsd: expect.closeTo(known(calls.map((call) => call.cost_usd)), 9),
    pricedRequests: calls.filter(({ cost_usd }) => cost_usd !== null).length,
  }
}

/** One entry for each group, in no order: what it is the group of, and its figures. */
function grouped(calls: readonly RatedCall[], key: (call: RatedCall) => object) {
  return expect.toSatisfy((entries: unknown[]) => {
    const expected = [...groupBy(calls, (call) => JSON.stringify(key(call)))].map(([group, members]) => ({
      ...JSON.parse(group),
      ...figuresOf(members),
    }))
    expect(entries).toHaveLength(expected.length)
    expect(entries).toEqual(expect.arrayContaining(expected.map((entry) => expect.objectContaining(entry))))
    return true
  })
}

const byUser = (call: RatedCall) => ({ userId: call.user_id, externalUserId: call.external_user_id })
const byDay = (call: RatedCall) => ({ day: dayOf(call.timestamp, TIME_ZONE) })

describe.each(DATABASES)('C8 C9 C18 C19 C20 what people use, %s', (name) => {
  test('is exact against the calls, and stays when they are gone', { timeout: 120_000 }, async () => {
    const db = await newDatabase(name)
    const lead = await signUp(db, 'lead', TIME_ZONE)
    const member = await joinTeam(db, lead.teamId, 'member')
    const until = new Date()
    const some = (seed: number): RatedCall[] =>
      randomCalls({ seed, count: 300, owners: [lead, member], timeZone: TIME_ZONE, until, days: 40 }).map(
        (call, index) => ({
          ...call,
          feature: index % 2 ? 'chat' : 'embedding_generation',
          ...(index % 7 === 0 && { user_id: null, external_user_id: `customer-${index % 2}` }),
        }),
      )
    const [rolled, fresh] = [some(1), some(2)]
    await store(db, rolled)
    await rollUp(db)
    await store(db, fresh)
    const calls = between([...rolled, ...fresh], startOfDay(until, TIME_ZONE, DAYS - 1), until)

    const expectUsage = async () => {
      const own = calls.filter((call) => call.user_id === member.userId)
      const expected = {
        user: { id: member.userId, name: 'member', email: 'member@example.com' },
        summary: figuresOf(own),
        byFeature: grouped(own, ({ feature }) => ({ feature })),
        byModel: grouped(own, ({ provider, model }) => ({ provider, model })),
        byDay: grouped(own, byDay),
      }
      expect(await usageOf(db, member, null)).toMatchObject(expected)
      expect(await usageOf(db, lead, member.userId)).toMatchObject(expected)

      const [from, to] = [startOfDay(until, TIME_ZONE, 19), startOfDay(until, TIME_ZONE, 9)]
      const billed = between([...rolled, ...fresh], from, to)
      const days = [dayOf(from, TIME_ZONE), dayOf(new Date(to.getTime() - 1), TIME_ZONE)] as const
      const bill = await teamUsage(db, lead, ...days)
      expect(bill).toMatchObject({
        summary: figuresOf(billed),
        byFeature: grouped(billed, ({ feature }) => ({ feature })),
        byUser: grouped(billed, byUser),
        byDay: grouped(billed, byDay),
      })
      const users = bill.byUser as { userId: string | null; externalUserId: string | null }[]
      for (const user of users) {
        const theirs = billed.filter(
          (call) => call.user_id === user.userId && call.external_user_id === user.externalUserId,
        )
        expect(user).toMatchObject({ byFeature: grouped(theirs, ({ feature }) => ({ feature })) })
      }
      expect(bill.otherUsers).toBeNull()
      const isShown = users.slice(0, 2).map((user) => JSON.stringify([user.userId, user.externalUserId]))
      const others = billed.filter(
        (call) => !isShown.includes(JSON.stringify([call.user_id, call.external_user_id])),
      )
      expect(await teamUsage(db, lead, ...days, 2)).toMatchObject({
        summary: figuresOf(billed),
        byUser: users.slice(0, 2),
        otherUsers: { users: users.length - 2, ...figuresOf(others) },
      })
    }
    await expectUsage()
    await rollUp(db)
    await db.sql('delete from public.model_performance_metrics')
    await expectUsage()
  })
})

onEveryDatabase('usage', (story) => {
  story('C18 C19 members see their own usage alone, leads that of their team', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const other = await joinTeam(db, lead.teamId, 'other')
    const stranger = await signUp(db, 'stranger')
    await record(db, [aCall(member), aCall(other), aCall(stranger)])
    expect(await usageOf(db, member, null)).toMatchObject({ summary: { requests: 1 } })
    const idle = await joinTeam(db, lead.teamId, 'idle')
    expect(await usageOf(db, lead, idle.userId)).toMatchObject({
      user: { name: 'idle' },
      summary: { requests: 0 },
    })
    await db.sql('delete from public.team_members where team_id = $1 and user_id = any ($2)', [
      lead.teamId,
      [other.userId, idle.userId],
    ])
    expect(await usageOf(db, lead, other.userId)).toMatchObject({
      user: { name: null },
      summary: { requests: 1 },
    })
    const own = 'select public.get_usage($1, $2, 7)'
    for (const userId of [idle.userId, stranger.userId, randomUUID()]) {
      expect(await db.refusal(lead, own, [lead.teamId, userId])).toMatchObject({ code: 'PT404' })
    }
    expect(await db.refusal(member, own, [lead.teamId, lead.userId])).toMatchObject({ code: 'PT403' })
    expect(await db.refusal(stranger, own, [lead.teamId, null])).toMatchObject({ code: 'PT404' })
    expect(await db.refusal('nobody', own, [lead.teamId, null])).toMatchObject({ code: '42501' })
    const team = 'select public.get_team_usage($1, 7)'
    expect(await db.refusal(member, team, [lead.teamId])).toMatchObject({ code: 'PT403' })
    expect(await db.refusal(stranger, team, [lead.teamId])).toMatchObject({ code: 'PT404' })
  })
})
