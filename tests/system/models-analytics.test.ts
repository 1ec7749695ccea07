import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { getModelsAnalytics } from '@/lib/analytics/models'
import { type ModelsQuery, UNFILTERED } from '@/lib/analytics/models-search'
import type { Database } from '@/lib/database.types'
import { DatabaseError, dataOf } from '@/lib/supabase/data-of'
import { sessionOf } from '../session-of'
import { type Project, startProject } from '../start-project'
import { callEvents } from '../tracking-events'

const LAST_WEEK: ModelsQuery = { days: 7, from: null, to: null, ...UNFILTERED, groupBy: null }

let project: Project
let lead: Awaited<ReturnType<typeof signIn>>
let archive: string
let stranger: Awaited<ReturnType<typeof signIn>>

async function signIn(email: string) {
  const { client } = await sessionOf(project, email, 'a long password')
  const { data } = await client.auth.getSession()
  const supabase = createClient<Database>(project.url, project.publishableKey, {
    accessToken: async () => data.session?.access_token ?? null,
  })
  const { data: team } = await supabase.from('teams').select('id').single()
  if (!team) throw new Error('no team')
  return { supabase, teamId: team.id }
}

/** Ten calls of two models each: the cheap one, in the chat, failed once; the dear one, in the search of a project, never. */
async function storeCalls(teamId: string, projectId: string) {
  const admin = createClient<Database>(project.url, project.secretKey)
  const timestamp = new Date(Date.now() - 60_000).toISOString()
  const events = callEvents(20).map((call, n) => {
    const isDear = n % 2 === 1
    return {
      ...call,
      team_id: teamId,
      timestamp,
      user_id: null,
      model: isDear ? 'dear' : 'cheap',
      response_time_ms: isDear ? 2000 : 500,
      cost_usd: isDear ? 0.03 : 0.01,
      feature: isDear ? 'search' : 'chat',
      project_id: isDear ? projectId : null,
      ...(n === 0 && { outcome: 'error' as const, error_kind: 'rate_limited' }),
    }
  })
  const { error } = await admin.rpc('record_events', { events })
  if (error) throw error
}

beforeAll(async () => {
  project = await startProject('pglite', false)
  // The evidence is read with the server's own key.
  Object.assign(process.env, project.variables())
  lead = await signIn('lead@example.com')
  stranger = await signIn('stranger@example.com')
  const made = await lead.supabase.from('projects').insert({ team_id: lead.teamId, name: 'Archive' }).select()
  archive = z.tuple([z.object({ id: z.uuid() })]).parse(dataOf(made))[0].id
  await storeCalls(lead.teamId, archive)
})
afterAll(() => project?.stop())

test('A15 a lead gets the figures, judged', async () => {
  const answer = await getModelsAnalytics(lead.supabase, lead.teamId, LAST_WEEK)
  expect(answer).toMatchObject({
    team: { id: lead.teamId, isDemo: false },
    period: { days: 7 },
    summary: { totalCalls: 20, successRate: 95, satisfactionRate: null, previous: null },
    byTaskType: [{ taskType: 'coding', usageCount: 20 }],
    byProvider: [{ provider: 'openai', usageCount: 20 }],
  })
  expect(answer.summary.totalCost).toBeCloseTo(0.4, 12)
  expect(answer.trends).toHaveLength(7)
  expect(answer.recommendations).not.toHaveLength(0)
  const [cheap, dear] = ['cheap', 'dear'].map((name) => answer.byModel.find(({ model }) => model === name))
  expect(cheap).toMatchObject({
    usageCount: 10,
    successRate: 90,
    avgResponseTime: 500,
    timedCalls: 9,
  })
  expect(Math.abs((cheap?.p95 ?? 0) - 500)).toBeLessThanOrEqual(5)
  expect(cheap?.costShare).toBeCloseTo(25, 9)
  expect(cheap?.costPerSuccess).toBeCloseTo(0.1 / 9, 12)
  expect(dear).toMatchObject({ usageCount: 10, successRate: 100, avgResponseTime: 2000 })
})

test('A25 the best model of each task is that of the view, with reason, confidence and runner-up', async () => {
  const { bestByTask } = await getModelsAnalytics(lead.supabase, lead.teamId, LAST_WEEK)
  const { data: view } = await lead.supabase.from('best_model_by_task').select()
  expect(view).toHaveLength(1)
  expect(bestByTask).toHaveLength(1)
  const [best, seen] = [bestByTask[0], view?.[0]]
  expect(best).toMatchObject({
    taskType: 'coding',
    model: 'dear',
    runnerUp: { model: 'cheap' },
  })
  expect(seen).toMatchObject({ task_type: 'coding', model: 'dear', calls: 10 })
  expect(best?.quality.mean).toBeCloseTo(Number(seen?.quality), 9)
  expect(best?.metrics.qualityScore).toBeCloseTo(Number(seen?.quality_score), 9)
  expect(best?.confidence).toBeGreaterThan(50)
  expect(best?.confidence).toBeLessThan(100)
  expect(best?.reason).toContain('10 calls')
})

test.each([
  ['model', 'byModel'],
  ['task_type', 'byTaskType'],
  ['provider', 'byProvider'],
  ['time', 'trends'],
] as const)('A15 group_by=%s fills that breakdown only', async (groupBy, filled) => {
  const answer = await getModelsAnalytics(lead.supabase, lead.teamId, { ...LAST_WEEK, groupBy })
  for (const breakdown of ['byModel', 'byTaskType', 'byProvider', 'trends'] as const) {
    expect(answer[breakdown].length > 0, breakdown).toBe(breakdown === filled)
  }
})

test('A15 filters and custom ranges reach the database', async () => {
  const answer = await getModelsAnalytics(lead.supabase, lead.teamId, {
    days: null,
    from: '2020-01-01',
    to: '2020-01-03',
    ...UNFILTERED,
    taskType: 'coding',
    model: 'cheap',
    groupBy: null,
  })
  expect(answer).toMatchObject({
    period: { days: 3, from: '2020-01-01', to: '2020-01-03', previousTo: '2019-12-31' },
    filters: { taskType: 'coding', model: 'cheap' },
    summary: { totalCalls: 0, avgResponseTime: null },
  })
  const filtered = await getModelsAnalytics(lead.supabase, lead.teamId, { ...LAST_WEEK, model: 'cheap' })
  expect(filtered).toMatchObject({ summary: { totalCalls: 10 } })
  expect(filtered.options.models).toHaveLength(2)
})

describe('A15 provider, feature and project narrow what is counted', () => {
  const nobodys = '0198f6a2-7b1c-7d3e-9a55-0c2f4e6d8b10'

  test.each([
    [{ provider: 'openai' }, 20],
    [{ provider: 'google' }, 0],
    [{ feature: 'search' }, 10],
    [{ feature: 'search', model: 'cheap' }, 0],
    [{ feature: 'nothing' }, 0],
    [{ project: nobodys }, 0],
  ])('A15 %j: %i calls', async (filters, calls) => {
    const answer = await getModelsAnalytics(lead.supabase, lead.teamId, { ...LAST_WEEK, ...filters })
    expect(answer.summary.totalCalls).toBe(calls)
    expect(answer.filters).toEqual({ ...UNFILTERED, ...filters })
    expect(answer.options).toMatchObject({
      features: ['chat', 'search'],
      projects: [{ id: archive, name: 'Archive' }],
    })
  })

  test('A15 a project is one of the team’s', async () => {
    const { summary, byModel } = await getModelsAnalytics(lead.supabase, lead.teamId, {
      ...LAST_WEEK,
      project: archive,
    })
    expect(summary.totalCalls).toBe(10)
    expect(byModel.map(({ model }) => model)).toEqual(['dear'])
  })
})

test('A15 failures are told by kind and follow the filters', async () => {
  const errorsOf = async (filters: Partial<ModelsQuery>) =>
    (await getModelsAnalytics(lead.supabase, lead.teamId, { ...LAST_WEEK, ...filters })).errors
  expect(await errorsOf({})).toEqual([{ kind: 'rate_limited', calls: 1, share: 100 }])
  expect(await errorsOf({ feature: 'search' })).toEqual([])
})

test('A17 A25 with one model or provider filtered, advice and best models still weigh it against the others', async () => {
  const all = await getModelsAnalytics(lead.supabase, lead.teamId, LAST_WEEK)
  for (const filter of [{ model: 'cheap' }, { provider: 'google' }]) {
    const some = await getModelsAnalytics(lead.supabase, lead.teamId, { ...LAST_WEEK, ...filter })
    expect(some.recommendations).toEqual(all.recommendations)
    expect(some.bestByTask).toEqual(all.bestByTask)
  }
})

test('A16 who does not lead the team is refused with the status of the reason', async () => {
  const asked = getModelsAnalytics(stranger.supabase, lead.teamId, LAST_WEEK)
  await expect(asked).rejects.toThrow(DatabaseError)
  await expect(asked).rejects.toMatchObject({ code: 'PT404', status: 404 })
})

test('A9 A10 the functions answer calls by the names of the contract', async () => {
  const best = await lead.supabase.rpc('get_best_model_for_task', {
    task_type: 'coding',
    priority: 'quality',
  })
  expect(best.data).toMatchObject({ taskType: 'coding', priority: 'quality', best: { model: 'dear' } })
  const summary = await lead.supabase.rpc('get_model_performance_summary', { days: 7 })
  expect(summary.data).toMatchObject({ calls: 20, byModel: [{ model: 'cheap' }, { model: 'dear' }] })
  const wrong = await lead.supabase.rpc('get_best_model_for_task', { task_type: 'poetry' })
  expect(wrong).toMatchObject({
    status: 400,
    error: { code: 'PT400', message: expect.stringMatching(/^task_type:/) },
  })
})
