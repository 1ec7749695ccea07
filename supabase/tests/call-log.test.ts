import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { aCall, joinTeam, type Person, record, signUp } from './people'
import { type RatedCall, randomCalls, store } from './random-calls'
import { dayOf, groupBy, sum } from './reference'
import { answerOf, rollUp } from './rollups'
import { newDatabase } from './sessions'
import { DATABASES } from './start-databases'
import { onEveryDatabase, type StoryDatabase } from './stories'

const TIME_ZONE = 'America/New_York'
const FEATURES = ['chat', 'rag_pipeline', 'web_knowledge']
const MESSAGES = ['Rate limit reached', 'upstream said 100% nothing', 'context_length exceeded']

type Filter = Record<string, string>
type LogPage = { calls: { id: string[]; at: string[] } | null; errorsFrom: string | null }

async function readPage(
  db: StoryDatabase,
  caller: Person,
  filter: Filter,
  limit: number,
  before?: { at: string; id: string },
): Promise<LogPage> {
  const [row] = await db.as(caller, 'select public.get_call_log($1, $2, $3, $4, $5) as answer', [
    caller.teamId,
    JSON.stringify(filter),
    limit,
    before?.at ?? null,
    before?.id ?? null,
  ])
  return row?.answer as LogPage
}

/** The ids of all pages, in their order. */
async function readLog(db: StoryDatabase, caller: Person, filter: Filter, limit: number): Promise<string[]> {
  const ids: string[] = []
  for (let before: { at: string; id: string } | undefined; ; ) {
    const page = await readPage(db, caller, filter, limit, before)
    const [id, at] = [page.calls?.id.at(-1), page.calls?.at.at(-1)]
    if (!id || !at) return ids
    ids.push(...(page.calls?.id ?? []))
    before = { id, at }
  }
}

async function countLog(db: StoryDatabase, caller: Person, filter: Filter) {
  const [row] = await db.as(caller, 'select public.get_call_log_counts($1, $2) as answer', [
    caller.teamId,
    JSON.stringify(filter),
  ])
  return answerOf(row?.answer)
}

function newestFirst(calls: readonly RatedCall[]): string[] {
  return [...calls]
    .sort((a, b) =>
      a.timestamp === b.timestamp ? (a.id < b.id ? 1 : -1) : a.timestamp < b.timestamp ? 1 : -1,
    )
    .map(({ id }) => id)
}

const known = (values: (number | null)[]) => sum(values.map((value) => value ?? 0))

function totalsOf(calls: readonly RatedCall[]) {
  return {
    calls: calls.length,
    succeeded: calls.filter(({ outcome }) => outcome === 'ok').length,
    failed: calls.filter(({ outcome }) => outcome === 'error' || outcome === 'timeout').length,
    inputTokens: known(calls.map((call) => call.input_tokens)),
    outputTokens: known(calls.map((call) => call.output_tokens)),
    totalTokens: known(calls.map((call) => call.tokens_used)),
    costUsd: expect.closeTo(known(calls.map((call) => call.cost_usd)), 9),
    pricedCalls: calls.filter(({ cost_usd }) => cost_usd !== null).length,
  }
}

/** Calls of all kinds with features and texts of errors; two of each instant now and then. */
function someCalls(owners: readonly Person[], seed: number, until: Date): RatedCall[] {
  const calls = randomCalls({ seed, count: 400, owners, timeZone: TIME_ZONE, until, days: 40 })
  return calls.map((call, index) => ({
    ...call,
    timestamp: index % 10 === 1 ? (calls[index - 1]?.timestamp ?? call.timestamp) : call.timestamp,
    feature: FEATURES[index % FEATURES.length] ?? 'chat',
    error_message: call.outcome === 'ok' ? null : (MESSAGES[index % 5] ?? null),
    error_kind: call.outcome === 'error' ? 'rate_limited' : null,
  }))
}

const isFailed = ({ outcome }: RatedCall) => outcome === 'error' || outcome === 'timeout'
const day = (call: RatedCall) => dayOf(call.timestamp, TIME_ZONE)

function questions(member: Person, until: Date): [Filter, (call: RatedCall) => boolean][] {
  const from = dayOf(new Date(until.getTime() - 20 * 86_400_000), TIME_ZONE)
  const to = dayOf(new Date(until.getTime() - 5 * 86_400_000), TIME_ZONE)
  const says = (text: string) => (call: RatedCall) =>
    call.error_message?.toLowerCase().includes(text) === true
  return [
    [{}, () => true],
    [{ from, to }, (call) => day(call) >= from && day(call) <= to],
    [{ outcome: 'failed' }, isFailed],
    [{ outcome: 'ok', model: 'gpt-5.5' }, (call) => call.outcome === 'ok' && call.model === 'gpt-5.5'],
    [{ outcome: 'stopped', from }, (call) => call.outcome === 'stopped' && day(call) >= from],
    [
      { model: 'gpt-5.5', provider: 'compatible' },
      (call) => call.model === 'gpt-5.5' && call.provider === 'compatible',
    ],
    [{ feature: 'rag_pipeline' }, (call) => call.feature === 'rag_pipeline'],
    [
      { feature: 'chat', taskType: 'coding' },
      (call) => call.feature === 'chat' && call.task_type === 'coding',
    ],
    [{ user: member.userId, to }, (call) => call.user_id === member.userId && day(call) <= to],
    [{ errorKind: 'rate_limited' }, (call) => call.outcome === 'error'],
    [{ search: 'rate limit' }, says('rate limit')],
    [
      { search: 'RATE LIMIT', model: 'Gemini' },
      (call) => says('rate limit')(call) && call.model === 'Gemini',
    ],
    // What patterns are made of is searched for as it stands.
    [{ search: '100%' }, says('100%')],
    [{ search: '0% n' }, says('0% n')],
    [{ search: 't_l' }, says('t_l')],
    [{ search: 'member@' }, (call) => call.user_id === member.userId],
    [{ search: 'opus' }, (call) => call.model.includes('opus')],
    // A word of a feature and of a text: no call twice.
    [{ search: 'e' }, () => true],
    [{ search: 'nowhere' }, () => false],
  ]
}

describe.each(DATABASES)('C12 C13 C14 C15 the log of a team, %s', (name) => {
  test('has each call of a filter once, newest first, and counts them all', {
    timeout: 120_000,
  }, async () => {
    const db = await newDatabase(name)
    const lead = await signUp(db, 'lead', TIME_ZONE)
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    const until = new Date()
    const rolled = someCalls([lead, member], 1, until)
    const fresh = someCalls([lead, member], 2, until)
    await store(db, rolled)
    await store(db, someCalls([stranger], 3, until))
    await rollUp(db)
    await store(db, fresh)
    const all = [...rolled, ...fresh]
    for (const [filter, isMeant] of questions(member, until)) {
      const meant = all.filter(isMeant)
      const said = JSON.stringify(filter)
      expect(await readLog(db, lead, filter, 37), said).toEqual(newestFirst(meant))
      const { from, to, ...undated } = filter
      const [counted, days] = [await countLog(db, lead, filter), await countLog(db, lead, undated)]
      expect(counted.totals, said).toEqual(totalsOf(meant))
      expect(counted.days, said).toEqual(days.days)
    }
    const byDay = [...groupBy(all.filter(isFailed), day)]
      .map(([key, calls]) => ({ day: key, calls: calls.length, failed: calls.length }))
      .sort((a, b) => (a.day < b.day ? -1 : 1))
    expect((await countLog(db, lead, { outcome: 'failed', from: '2000-01-01' })).days).toEqual(byDay)

    const own = all.filter((call) => call.user_id === member.userId)
    expect(await readLog(db, member, {}, 500)).toEqual(newestFirst(own))
    expect((await countLog(db, member, {})).totals).toEqual(totalsOf(own))
    expect(await readLog(db, member, { search: 'rate limit' }, 500)).toEqual(
      newestFirst(own.filter(({ error_message }) => error_message === 'Rate limit reached')),
    )
    const [own1, other1] = [own[0], all.find((call) => call.user_id === lead.userId)]
    expect(await readLog(db, lead, { search: String(own1?.id) }, 5)).toEqual([own1?.id])
    expect(await readLog(db, member, { search: String(other1?.id) }, 5)).toEqual([])
  })
})

test('C13 without pg_trgm the newest 200,000 errors are searched, which is said', {
  timeout: 120_000,
}, async () => {
  const db = await newDatabase('Postgres 17')
  const lead = await signUp(db, 'lead')
  const member = await joinTeam(db, lead.teamId, 'member')
  const find = (search: string) => readPage(db, lead, { search }, 5)
  await db.sql(
    `insert into public.model_performance_metrics
      (team_id, user_id, "timestamp", id, model, provider, outcome, error_message)
    select
      $1, case when n = 200001 then $2::uuid end, now() - n * interval '1 minute' / 10, gen_random_uuid(), 'm', 'p', 'error',
      'number ' || n || '.'
    from generate_series(1, 200001) as n`,
    [lead.teamId, member.userId],
  )
  expect(await find('number 200001.')).toMatchObject({
    calls: { id: [expect.any(String)] },
    errorsFrom: null,
  })
  await db.sql('drop index public.model_performance_metrics_error_text')
  expect((await find('number 200000.')).calls?.id).toHaveLength(1)
  const { calls, errorsFrom } = await find('number 200001.')
  expect(calls).toBeNull()
  const [looked] = await db.sql(
    `select "timestamp" = $1 as is_last from public.model_performance_metrics where error_message = 'number 200001.'`,
    [errorsFrom],
  )
  expect(looked?.is_last).toBe(false)
  // Of a member's own calls, which are fewer, all texts are searched.
  const own = { search: 'number 200001.' }
  expect(await readPage(db, member, own, 5)).toMatchObject({
    calls: { id: [expect.any(String)] },
    errorsFrom: null,
  })
  expect((await countLog(db, member, own)).totals).toMatchObject({ calls: 1 })
})

onEveryDatabase('the call log', (story) => {
  story('C14 C15 begins with the first day that is kept whole, in its rows and its figures', async (db) => {
    const lead = await signUp(db, 'lead', TIME_ZONE)
    const at = (timestamp: string) => aCall(lead, { timestamp })
    const calls = ['2026-03-09T03:59:59.999Z', '2026-03-09T04:00:00Z', '2026-03-10T12:00:00Z'].map(at)
    await db.sql(`select private.ensure_call_partitions('2026-03-08', '2026-03-11')`)
    await record(db, calls)
    expect(await readLog(db, lead, {}, 10)).toHaveLength(3)
    await db.sql(
      `update private.rollup_state set calls_kept_from = '2026-03-08T12:00:00Z' where team_id = $1`,
      [lead.teamId],
    )
    expect(await readLog(db, lead, { from: '2026-03-01' }, 10)).toEqual([calls[2]?.id, calls[1]?.id])
    const counted = await countLog(db, lead, {})
    expect(counted.beginsOn).toBe('2026-03-09')
    expect(counted.totals).toMatchObject({ calls: 2 })
  })

  story('C16 everything stored of a call is shown, to its own and to leads', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const other = await joinTeam(db, lead.teamId, 'other')
    const stranger = await signUp(db, 'stranger')
    const call = aCall(member, { metadata: { steps: [{ name: 'plan' }] }, error_message: null })
    await record(db, [call])
    const ask = (teamId: string) => ['select public.get_call($1, $2) as answer', [teamId, call.id]] as const
    for (const caller of [lead, member]) {
      const [row] = await db.as(caller, ...asked(ask(lead.teamId)))
      expect(row?.answer).toMatchObject({
        call: { id: call.id, model: call.model, input_tokens: 100 },
        metadata: { steps: [{ name: 'plan' }] },
        userName: 'member',
        hasConversation: false,
      })
    }
    for (const caller of [other, stranger]) {
      expect(await db.refusal(caller, ...asked(ask(lead.teamId)))).toMatchObject({ code: 'PT404' })
    }
    expect(await db.refusal(stranger, ...asked(ask(stranger.teamId)))).toMatchObject({ code: 'PT404' })
  })

  story('C10 strangers and nobody see no log, and choices are for leads', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    for (const question of ["get_call_log($1, '{}', 5)", "get_call_log_counts($1, '{}')"]) {
      const statement = `select public.${question}`
      expect(await db.refusal(stranger, statement, [lead.teamId])).toMatchObject({ code: 'PT404' })
      expect(await db.refusal('nobody', statement, [lead.teamId])).toMatchObject({ code: '42501' })
    }
    const options = 'select public.get_call_log_options($1) as answer'
    expect(await db.refusal(member, options, [lead.teamId])).toMatchObject({ code: 'PT403' })
    await record(db, [aCall(member, { feature: 'rag_pipeline' })])
    const [row] = await db.as(lead, options, [lead.teamId])
    expect(row?.answer).toMatchObject({
      models: [{ provider: 'openai', model: 'gpt-5.5' }],
      features: ['rag_pipeline'],
      users: [{ name: 'lead' }, { name: 'member' }],
    })
  })

  story('C13 finds a call, a conversation and a user of another service by their whole ids', async (db) => {
    const lead = await signUp(db, 'lead')
    const [id, conversation] = [v7(), v7().toUpperCase()]
    const other = aCall(lead)
    const calls = [
      aCall(lead, { id }),
      aCall(lead, { user_id: null, external_user_id: id }),
      aCall(lead, { conversation_id: id }),
      aCall(lead, { outcome: 'error', error_message: `request ${id} failed` }),
      aCall(lead, { conversation_id: conversation, run_id: id }),
      aCall(lead, { conversation_id: 'thread 7' }),
    ].map((call, index) => ({ ...call, timestamp: new Date(Date.now() - index * 1000).toISOString() }))
    await record(db, [...calls, other])
    const meant = calls.map((call) => call.id)
    for (const [search, found] of [
      [id, meant.slice(0, 4)],
      [id.toUpperCase(), [id, meant[2], meant[3]]],
      [conversation, [meant[4]]],
      ['thread 7', [meant[5]]],
      [other.id, [other.id]],
    ] as const) {
      expect(await readLog(db, lead, { search }, 2), search).toEqual(found)
      expect((await countLog(db, lead, { search })).totals).toMatchObject({ calls: found.length })
    }
    expect(await readLog(db, lead, { run: id }, 5)).toEqual([meant[4]])
  })

  story('C11 a day begins at the first of two midnights', async (db) => {
    // Clocks went back from 1:00 to 0:00 on this day.
    const lead = await signUp(db, 'lead', 'America/Havana')
    const times = [
      '2026-11-01T03:59:59Z',
      '2026-11-01T04:00:00Z',
      '2026-11-01T05:30:00Z',
      '2026-11-02T05:00:00Z',
    ]
    const calls = times.map((timestamp) => aCall(lead, { timestamp }))
    await db.sql(`select private.ensure_call_partitions('2026-11-01', '2026-11-02')`)
    await record(db, calls)
    const day = '2026-11-01'
    const found = await readLog(db, lead, { from: day, to: day }, 5)
    expect(found).toEqual([calls[2]?.id, calls[1]?.id])
    expect((await countLog(db, lead, { from: day, to: day })).totals).toMatchObject({ calls: 2 })
  })

  story('C13 what reads past the policies shows nobody the calls of others', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    await record(db, [aCall(lead, { outcome: 'error', error_message: 'a secret' })])
    for (const statement of [
      `select id from private.log_calls($1, '{"search": "secret"}', 10)`,
      `select calls from private.count_log($1, '{"search": "secret"}')`,
    ]) {
      expect(await db.as(lead, statement, [lead.teamId])).toHaveLength(1)
      expect(await db.as(member, statement, [lead.teamId])).toEqual([])
      expect(await db.as(stranger, statement, [lead.teamId])).toEqual([])
      expect(await db.refusal('nobody', statement, [lead.teamId])).toMatchObject({ code: '42501' })
    }
    const quoted = { search: `'; drop table public.teams; --`, model: `x' or true --` }
    expect(await readLog(db, member, quoted, 5)).toEqual([])
  })
})

/** A statement and its parameters, for `as` and `refusal`. */
function asked([statement, parameters]: readonly [string, readonly unknown[]]): [string, unknown[]] {
  return [statement, [...parameters]]
}
