import { v7 } from 'uuid'
import { expect } from 'vitest'
import type { CallEvent, TrackingEvent } from '@/lib/tracking/event'
import { COMPLEXITIES, OUTCOMES, SOURCES, TASK_TYPES } from '@/lib/vocabulary'
import { aCall, aConversation, aDecision, aMessage, aRun, joinTeam, record, signUp } from './people'
import { onEveryDatabase, type StoryDatabase } from './stories'

const seenBy = async (db: StoryDatabase, caller: Parameters<StoryDatabase['as']>[0]) =>
  (await db.as(caller, 'select id::text from public.model_performance_metrics')).map((row) => row.id)

const write = 'select public.record_events($1::jsonb)'

onEveryDatabase('calls', (story) => {
  story('A1 members see their own calls, leads their team, others nothing', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    const calls = [aCall(lead), aCall(member), aCall(stranger), aCall(lead, { user_id: null })] as const
    await record(db, [...calls])
    const [own, members, strangers, keyed] = calls.map((call) => call.id)

    expect((await seenBy(db, lead)).sort()).toEqual([own, members, keyed].sort())
    expect(await seenBy(db, member)).toEqual([members])
    expect(await seenBy(db, stranger)).toEqual([strangers])
    expect(await db.refusal('nobody', 'select 1 from public.model_performance_metrics')).toMatchObject({
      code: '42501',
    })
    expect(await seenBy(db, 'service_role')).toHaveLength(4)
  })

  story('A1 who leaves a team no longer sees what they did in it', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    await record(db, [aCall(member)])
    await db.as(member, 'delete from public.team_members where team_id = $1 and user_id = $2', [
      lead.teamId,
      member.userId,
    ])
    expect(await seenBy(db, member)).toEqual([])
  })

  story('A1 nobody but the server writes calls', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(db, [aCall(lead)])
    const attempts = [
      [write, [JSON.stringify([aCall(lead)])]],
      [
        `insert into public.model_performance_metrics (team_id, "timestamp", id, model, provider, outcome)
        values ($1, now(), gen_random_uuid(), 'm', 'p', 'ok')`,
        [lead.teamId],
      ],
      ['update public.model_performance_metrics set user_rating = 1', []],
      ['delete from public.model_performance_metrics', []],
      ['truncate public.model_performance_metrics', []],
    ] as const
    for (const caller of [lead, 'nobody'] as const) {
      for (const [statement, parameters] of attempts) {
        expect(await db.refusal(caller, statement, [...parameters]), statement).toMatchObject({
          code: '42501',
        })
      }
    }
  })

  story('A1 a partition reached directly shows nothing, even where somebody grants it', async (db) => {
    const lead = await signUp(db, 'lead')
    await record(db, [aCall(lead)])
    const [part] = await db.sql(
      'select tableoid::regclass::text as name from public.model_performance_metrics limit 1',
    )
    const direct = `select 1 from ${part?.name}`
    expect(await db.refusal(lead, direct)).toMatchObject({ code: '42501' })
    expect(await db.refusal('service_role', direct)).toMatchObject({ code: '42501' })
    await db.sql(`grant select on ${part?.name} to authenticated`)
    expect(await db.as(lead, direct)).toEqual([])
  })

  story('A1 the checks hold', async (db) => {
    const lead = await signUp(db, 'lead')
    const wrong: Partial<Record<keyof CallEvent, unknown>>[] = [
      { response_time_ms: -1 },
      { time_to_first_token_ms: -1 },
      { input_tokens: -1 },
      { output_tokens: -1 },
      { cached_input_tokens: -1 },
      { cache_write_tokens: -1 },
      { reasoning_tokens: -1 },
      { tokens_used: -1 },
      { cost_usd: -0.1 },
      { input_usd_per_mtok: -1 },
      { confidence_score: 1.5 },
      { confidence_score: -0.1 },
      { task_type: 'poetry' },
      { task_complexity: 'hard' },
      { outcome: 'maybe' },
      { source: 'elsewhere' },
      { model: '' },
      { model: null },
      { provider: null },
      { outcome: null },
      { timestamp: null },
      { id: 'not a uuid' },
      { team_id: v7() },
    ]
    for (const fault of wrong) {
      const event = { ...aCall(lead), ...fault }
      expect(
        await db.refusal('service_role', write, [JSON.stringify([event])]),
        JSON.stringify(fault),
      ).toMatchObject({ code: 'PT422' })
    }
    expect(
      await db.refusal('service_role', 'update public.model_performance_metrics set user_rating = 2'),
    ).toBeNull()
    await record(db, [aCall(lead)])
    expect(
      await db.refusal('service_role', 'update public.model_performance_metrics set user_rating = 2'),
    ).toMatchObject({ code: '23514' })
  })

  story(
    'A1 every word that TypeScript knows is accepted, and success follows from the outcome',
    async (db) => {
      const lead = await signUp(db, 'lead')
      await record(db, [
        ...TASK_TYPES.map((task_type) => aCall(lead, { task_type })),
        ...COMPLEXITIES.map((task_complexity) => aCall(lead, { task_complexity })),
        ...SOURCES.map((source) => aCall(lead, { source })),
        ...OUTCOMES.map((outcome) => aCall(lead, { outcome, feature: 'outcomes' })),
      ])
      const rows = await db.sql(
        "select outcome, success from public.model_performance_metrics where feature = 'outcomes' order by outcome",
      )
      expect(rows).toEqual([
        { outcome: 'error', success: false },
        { outcome: 'ok', success: true },
        { outcome: 'stopped', success: null },
        { outcome: 'timeout', success: false },
      ])
    },
  )

  story('A13 a batch sent twice is written once', async (db) => {
    const lead = await signUp(db, 'lead')
    const conversation = aConversation(lead)
    const answer = aMessage(lead, conversation.id)
    const events: TrackingEvent[] = [
      conversation,
      answer,
      aCall(lead, { message_id: answer.id }),
      aDecision(lead, { conversation_id: conversation.id, message_id: answer.id }),
      aRun(lead),
      {
        kind: 'feedback',
        team_id: lead.teamId,
        id: v7(),
        user_id: lead.userId,
        conversation_id: conversation.id,
        message_id: answer.id,
        rating: 1,
        comment: null,
        created_at: new Date().toISOString(),
      },
      {
        kind: 'signal',
        team_id: lead.teamId,
        user_id: lead.userId,
        conversation_id: conversation.id,
        message_id: answer.id,
        signal: 'copied',
        provider: null,
        model: null,
        created_at: new Date().toISOString(),
      },
    ]
    const once = { conversation: 1, message: 1, recommendation: 1, call: 1, run: 1, feedback: 1, signal: 1 }
    expect(await record(db, events)).toEqual(once)
    expect(await record(db, events)).toEqual({
      conversation: 0,
      message: 0,
      recommendation: 0,
      call: 0,
      run: 0,
      feedback: 0,
      signal: 0,
    })
    const [rating] = await db.sql('select user_rating from public.model_performance_metrics')
    expect(rating).toEqual({ user_rating: 1 })
  })

  story('A13 a refused row refuses its batch and says so', async (db) => {
    const lead = await signUp(db, 'lead')
    const events = [aCall(lead), { ...aCall(lead), response_time_ms: -1 }]
    expect(await db.refusal('service_role', write, [JSON.stringify(events)])).toMatchObject({ code: 'PT422' })
    expect(await seenBy(db, 'service_role')).toEqual([])
  })

  story('A13 a call from where no partition is, is refused, not lost', async (db) => {
    const lead = await signUp(db, 'lead')
    const [first] = await db.sql(
      `select to_char(date_trunc('week', now() at time zone 'UTC' - interval '92 days'), 'YYYY-MM-DD') as day`,
    )
    const [last] = await db.sql(
      `select to_char(date_trunc('week', now() at time zone 'UTC' + interval '35 days') + interval '7 days', 'YYYY-MM-DD') as day`,
    )
    const kept = `calls are kept from ${first?.day} until before ${last?.day} (UTC).`
    for (const [timestamp, said] of [
      ['2001-01-01T01:00:00+01:00', '2001-01-01 00:00:00'],
      ['2099-12-31T23:59:59.5Z', '2099-12-31 23:59:59.5'],
      [`${last?.day}T00:00:00Z`, `${last?.day} 00:00:00`],
      [null, 'missing'],
    ] as const) {
      const unkept = { ...aCall(lead), timestamp }
      expect(await db.refusal('service_role', write, [JSON.stringify([aCall(lead), unkept])])).toEqual({
        code: 'PT422',
        message: `The timestamp of call ${unkept.id} is ${said}; ${kept}`,
      })
    }
    const [edge] = await db.sql(`select ($1::timestamp - interval '1 microsecond')::text as instant`, [
      last?.day,
    ])
    await record(db, [
      aCall(lead, { timestamp: `${first?.day}T00:00:00Z` }),
      aCall(lead, { timestamp: `${edge?.instant}Z` }),
    ])
  })

  story('A14 what a conversation cost stands beside its quality', async (db) => {
    const lead = await signUp(db, 'lead')
    const conversation_id = v7()
    await record(db, [
      aCall(lead, { conversation_id, cost_usd: 0.1 }),
      aCall(lead, { conversation_id, cost_usd: 0.2, outcome: 'error' }),
      aCall(lead),
    ])
    const [row] = await db.as(
      lead,
      `select sum(cost_usd)::float8 as cost, count(*) filter (where success)::int as succeeded
      from public.model_performance_metrics where team_id = $1 and conversation_id = $2`,
      [lead.teamId, conversation_id],
    )
    expect(row?.cost).toBeCloseTo(0.3, 12)
    expect(row?.succeeded).toBe(1)
  })
})
