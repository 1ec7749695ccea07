import { expect } from 'vitest'
import { countedLedger, gradedPredictions } from '@/lib/analytics/counted-ledger'
import { aCall, aDecision, joinTeam, type Person, record, signUp } from './people'
import { onEveryDatabase, type StoryDatabase } from './stories'

const ask = 'select public.get_recommendation_ledger($1, $2, $3, $4, $5) as answer'

async function ledger(db: StoryDatabase, lead: Person, taskType: string | null = null) {
  const [row] = await db.as(lead, ask, [lead.teamId, 7, null, null, taskType])
  return countedLedger.parse(row?.answer)
}

const a = { provider: 'anthropic', model: 'a' }
const b = { provider: 'openai', model: 'b' }
const drawn = {
  chosen_by: 'evidence',
  draw: 0.3,
  probability: 0.25,
  default_provider: b.provider,
  default_model: b.model,
  predicted_success: 0.75,
  predicted_satisfaction: 0.5,
  ...a,
} as const
const decided = (owner: Person, more: Parameters<typeof aDecision>[1] = {}) =>
  aDecision(owner, { ...drawn, candidates: [a, b], ...more })

onEveryDatabase('recommendation ledger', (story) => {
  story('B3 a decision is graded by the first attempt of the arm that it chose', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const decision = decided(member)
    const start = Date.now() - 60_000
    const at = (seconds: number) => new Date(start + 1000 * seconds).toISOString()
    const of = { recommendation_id: decision.id }
    await record(db, [
      decision,
      aCall(member, { ...of, ...a, timestamp: at(2), cost_usd: 0.5 }),
      aCall(member, {
        ...of,
        ...a,
        timestamp: at(1),
        outcome: 'error',
        cost_usd: 0.125,
        response_time_ms: 7,
      }),
      aCall(member, { ...of, ...b, timestamp: at(0), outcome: 'ok', cost_usd: 9 }),
    ])
    await db.sql('update public.model_performance_metrics set user_rating = 1 where "timestamp" = $1', [
      at(2),
    ])
    await db.sql('update public.model_performance_metrics set user_rating = -1 where model = $1', ['b'])

    const answer = await ledger(db, lead)
    expect(answer.counts).toMatchObject({
      decisions: 1,
      byEvidence: 1,
      drawn: 1,
      graded: 1,
      rated: 1,
      evaluated: 1,
    })
    expect(answer.arms).toEqual([a, b])
    expect(answer.log).toEqual([[1, 0, 1, 0.25, 2, 0, 1, 0.125]])
    expect(answer.latest).toMatchObject([
      { id: decision.id, ...a, success: false, rating: 1, responseTimeMs: 7 },
    ])
    expect(answer.accuracy.success).toMatchObject({ falsePositives: 1, truePositives: 0 })
    expect(answer.accuracy.satisfaction).toMatchObject({ truePositives: 1, falsePositives: 0 })
  })

  story('only decisions drawn by chance, with a known outcome, are evaluated', async (db) => {
    const lead = await signUp(db, 'lead')
    const decisions = [
      decided(lead, { explored: true }),
      decided(lead, { draw: null, probability: 1 }),
      decided(lead, { chosen_by: 'user' }),
      decided(lead),
      aDecision(lead, { chosen_by: 'rules' }),
      decided(lead),
    ]
    const [explored, sure, users, stopped, , waiting] = decisions
    const calls = [explored, sure, users].map((decision) =>
      aCall(lead, { ...a, recommendation_id: decision?.id ?? null }),
    )
    await record(db, [
      ...decisions,
      ...calls,
      aCall(lead, { ...a, outcome: 'stopped', recommendation_id: stopped?.id ?? null }),
    ])
    const { counts, log, latest } = await ledger(db, lead)
    expect(counts).toEqual({
      decisions: 6,
      byUser: 1,
      byConversation: 0,
      byRules: 1,
      byEvidence: 4,
      drawn: 3,
      explored: 1,
      graded: 3,
      rated: 0,
      evaluable: 1,
      evaluated: 1,
    })
    expect(log).toHaveLength(1)
    expect(latest.find(({ id }) => id === waiting?.id)).toMatchObject({ success: null })
  })

  story('B8 tenths of the predictions, equal ones together, and the fourfold table', async (db) => {
    const predicted = [...Array.from({ length: 10 }, (_, at) => at / 10), 0.9, 0.9]
    const actual = predicted.map((each, at) => each > 0.55 && at !== 9)
    const [row] = await db.sql('select private.graded_predictions($1::real[], $2::boolean[]) as graded', [
      predicted,
      actual,
    ])
    expect(row?.graded).toMatchObject({
      truePositives: 5,
      falsePositives: 2,
      falseNegatives: 0,
      trueNegatives: 5,
    })
    const { deciles } = gradedPredictions.parse(row?.graded)
    expect(deciles.reduce((sum, { total }) => sum + total, 0)).toBe(12)
    expect(deciles.at(-1)).toEqual({ predicted: expect.closeTo(0.9, 6), hits: 2, total: 3 })
    expect(deciles.map((decile) => decile.predicted)).toEqual(
      deciles.map((decile) => decile.predicted).toSorted((one, other) => one - other),
    )
    const [empty] = await db.sql("select private.graded_predictions('{}', '{}') as graded")
    expect(empty?.graded).toMatchObject({ truePositives: 0, deciles: [] })
  })

  story('B8 the accuracy of recommendations, of others, and of none', async (db) => {
    const lead = await signUp(db, 'lead')
    const decision = decided(lead)
    await record(db, [decision, aCall(lead, { ...a, recommendation_id: decision.id })])
    const accuracy = async (subjectType: string | null) => {
      const [row] = await db.as(
        lead,
        'select public.get_prediction_accuracy($1, 7, null, null, $2) as answer',
        [lead.teamId, subjectType],
      )
      return row?.answer
    }
    for (const subjectType of [null, 'recommendation']) {
      expect(await accuracy(subjectType)).toMatchObject({
        success: { truePositives: 1 },
        period: { days: 7 },
      })
    }
    expect(await accuracy('bid')).toMatchObject({ success: { truePositives: 0, deciles: [] } })
  })

  story('B3 B8 a day begins at the first of two midnights, at which the one before it ends', async (db) => {
    // Clocks went back from 1:00 to 0:00 on the second day.
    const lead = await signUp(db, 'lead', 'America/Havana')
    await db.sql("select private.ensure_call_partitions('2025-11-01', '2025-11-03')")
    const days = {
      '2025-11-01': ['2025-11-02T03:59:59Z'],
      '2025-11-02': ['2025-11-02T04:00:00Z', '2025-11-02T05:30:00Z', '2025-11-03T04:59:59Z'],
    }
    for (const at of Object.values(days).flat()) {
      const decision = decided(lead, { created_at: at })
      await record(db, [decision, aCall(lead, { ...a, timestamp: at, recommendation_id: decision.id })])
    }
    for (const [day, { length }] of Object.entries(days)) {
      const [row] = await db.as(
        lead,
        `select public.get_recommendation_ledger($1, null, $2, $2) -> 'counts' ->> 'decisions' as decisions,
          public.get_prediction_accuracy($1, null, $2, $2) -> 'success' ->> 'truePositives' as predicted`,
        [lead.teamId, day],
      )
      expect(row, day).toEqual({ decisions: `${length}`, predicted: `${length}` })
    }
  })

  story(
    'a task type narrows all of it but the choice of task types; old decisions are left out',
    async (db) => {
      const lead = await signUp(db, 'lead')
      const old = new Date(Date.now() - 8 * 86_400_000).toISOString()
      const decisions = [
        decided(lead),
        decided(lead, { task_type: 'analysis' }),
        decided(lead, { task_type: 'creative', created_at: old }),
      ]
      await record(db, [
        ...decisions,
        ...decisions.map(({ id, task_type }) => aCall(lead, { ...a, task_type, recommendation_id: id })),
      ])
      await db.sql(
        `insert into public.model_changes
        (team_id, provider, model, task_type, direction, changed_at, success_before, success_after, calls_after)
      values
        ($1, 'openai', 'b', null, 'drop', now() - interval '1 minute', 0.75, 0.25, 30),
        ($1, 'openai', 'b', 'coding', 'recovery', now() - interval '1 hour', 0.25, 0.75, 30)`,
        [lead.teamId],
      )
      const narrowed = await ledger(db, lead, 'analysis')
      expect(narrowed).toMatchObject({ counts: { decisions: 1 }, taskTypes: ['coding', 'analysis'] })
      expect(narrowed.log).toHaveLength(1)
      expect(narrowed.changes).toMatchObject([
        { direction: 'drop', taskType: null, successBefore: 0.75, callsAfter: 30 },
      ])
      expect((await ledger(db, lead)).changes.map(({ direction }) => direction)).toEqual(['drop', 'recovery'])
    },
  )

  story('only a lead gets an answer, of their own team only', async (db) => {
    const lead = await signUp(db, 'lead')
    const member = await joinTeam(db, lead.teamId, 'member')
    const stranger = await signUp(db, 'stranger')
    const theirs = decided(stranger)
    await record(db, [theirs, aCall(stranger, { ...a, recommendation_id: theirs.id })])
    expect((await ledger(db, lead)).counts.decisions).toBe(0)
    const accuracy = 'select public.get_prediction_accuracy($1, 7)'
    for (const [question, given] of [
      [ask, [lead.teamId, 7, null, null, null]],
      [accuracy, [lead.teamId]],
    ] as const) {
      expect(await db.refusal(member, question, [...given])).toMatchObject({ code: 'PT403' })
      expect(await db.refusal(stranger, question, [...given])).toMatchObject({ code: 'PT404' })
      expect(await db.refusal('nobody', question, [...given])).toMatchObject({ code: '42501' })
    }
    expect(await db.refusal(lead, ask, [lead.teamId, 0, null, null, null])).toMatchObject({ code: 'PT400' })
  })
})
