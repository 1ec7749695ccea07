import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Outcome } from '@/lib/vocabulary'
import { adminOf, failingEvery, newTeam, recordCalls } from '../recorded-calls'
import { startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { type WireServer, wireServer } from '../wire-server'
import { ask } from './chat-client'
import { storedTurns } from './stored-turns'

const MODELS = ['claude-haiku-4-5', 'claude-sonnet-5', 'claude-opus-4-8']
/** What the rules choose for the questions asked here. */
const DROPPED = 'claude-sonnet-5'
const MINUTE = 60_000

let project: Project
let provider: WireServer
let environment: Record<string, string>

/** Memories that share nothing but the database. */
async function twoInstances() {
  const { teamEvidence } = await import('@/lib/team-recommender')
  return [teamEvidence(), teamEvidence()] as const
}

beforeAll(async () => {
  // Of a real server, where two can write at the same moment.
  project = await startProject('native', false)
  provider = await wireServer()
  environment = {
    ...project.variables(),
    ANTHROPIC_API_KEY: 'sk-ant-test',
    ANTHROPIC_BASE_URL: provider.url,
    ANTHROPIC_MODELS: MODELS.join(','),
  }
  Object.assign(process.env, environment)
}, 120_000)

afterEach(() => {
  vi.useRealTimers()
})
afterAll(async () => {
  await provider?.close()
  await project?.stop()
})

const arm = (model: string, outcomes: Outcome[], minutesAgo: number) => ({
  provider: 'anthropic',
  model,
  outcomes,
  firstAt: Math.floor(Date.now() - minutesAgo * MINUTE),
})
const readBoth = (instances: Awaited<ReturnType<typeof twoInstances>>, teamId: string) =>
  Promise.all(instances.map((instance) => instance.getFresh(teamId)))

/** 200 good calls of each model, then 30 failed ones of one. */
async function recordDrop(teamId: string) {
  const failing = arm(DROPPED, failingEvery(1, 30), 20)
  const good = MODELS.map((model) => arm(model, failingEvery(19, 200), 90))
  await recordCalls(project, teamId, [...good, failing])
  return { changedAt: failing.firstAt }
}

async function changesOf(teamId: string) {
  const { data, error } = await adminOf(project).from('model_changes').select().eq('team_id', teamId)
  if (error) throw error
  return data
}

test('A30 calls that are written by one instance are seen by all, each after its own freshness', async () => {
  const { teamId } = await newTeam(project, 'freshness@augury.test')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  const instances = await twoInstances()
  for (const { cells } of await readBoth(instances, teamId)) expect(cells).toEqual([])
  await recordCalls(project, teamId, [arm('claude-haiku-4-5', failingEvery(4, 8), 5)])
  for (const { cells } of await readBoth(instances, teamId)) expect(cells).toEqual([])
  vi.setSystemTime(Date.now() + MINUTE)
  const [one, other] = await readBoth(instances, teamId)
  expect(one?.cells).toMatchObject([{ model: 'claude-haiku-4-5', calls: 8, successes: 6 }])
  expect(other).toEqual(one)
})

test('A33 a drop that two instances find at once is one change, which both then know', async () => {
  const { teamId } = await newTeam(project, 'drop@augury.test')
  const { changedAt } = await recordDrop(teamId)
  const instances = await twoInstances()
  for (const { changes, cells } of await readBoth(instances, teamId)) {
    expect(changes).toMatchObject([
      { provider: 'anthropic', model: DROPPED, taskType: null, direction: 'drop', changedAt },
    ])
    const weight = (model: string) => cells.find((cell) => cell.model === model)?.weighted.calls
    expect(weight(DROPPED)).toBeLessThan(35)
    expect(weight('claude-haiku-4-5')).toBeGreaterThan(150)
  }
  const rows = await changesOf(teamId)
  expect(rows).toMatchObject([{ model: DROPPED, direction: 'drop', success_after: 0, calls_after: 30 }])
  expect(rows[0]?.success_before).toBeGreaterThan(0.7)
  await readBoth(await twoInstances(), teamId)
  expect(await changesOf(teamId)).toEqual(rows)
})

test('A33 the answers of all instances then avoid the model, and say why', async () => {
  const { teamId, cookie } = await newTeam(project, 'answers@augury.test')
  await recordDrop(teamId)
  const stored = storedTurns(project)
  const decisionOf = async (appUrl: string) => {
    const { conversationId } = await ask({ appUrl, cookie })
    const { decisions } = await stored.until(conversationId, (turns) => turns.decisions.length > 0)
    return decisions[0]
  }
  const apps = await Promise.all(
    [0, 1].map((place) => startApp({ ...environment, AUGURY_DATA_DIR: `${project.dataDir}/${place}` })),
  )
  try {
    // Both may have to answer first before they have read anything.
    await Promise.all(apps.map(({ url }) => decisionOf(url)))
    for (const { url } of [...apps, ...apps, ...apps]) {
      const decision = await decisionOf(url)
      expect(decision).toMatchObject({ chosen_by: 'evidence', default_model: DROPPED })
      expect(decision.model).not.toBe(DROPPED)
      const candidates: { model: string; probability: number }[] = decision.candidates
      expect(candidates.find(({ model }) => model === DROPPED)).toMatchObject({ probability: 0 })
      expect(decision.reason).toMatch(/Sonnet 5 dropped from \d\d\.\d% to 0% success on /)
    }
    expect(await changesOf(teamId)).toHaveLength(1)
  } finally {
    await Promise.all(apps.map(({ stop }) => stop()))
  }
}, 120_000)
