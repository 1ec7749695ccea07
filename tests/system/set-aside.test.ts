import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Outbox } from '@/lib/tracking/outbox'
import { type FaultProxy, startFaultProxy } from '../fault-proxy'
import { adminOf, newTeam } from '../recorded-calls'
import { startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { callEvents } from '../tracking-events'

let project: Project
let proxy: FaultProxy
let teamId: string
let cookie: string
let outbox: Outbox

beforeAll(async () => {
  project = await startProject('pglite', false)
  proxy = await startFaultProxy(project.url)
  Object.assign(process.env, project.variables(proxy.url))
  const team = await newTeam(project, 'ada@augury.test')
  teamId = team.teamId
  cookie = team.cookie
  const { tracker } = await import('@/lib/tracking/tracker')
  outbox = tracker()
}, 120_000)

afterAll(async () => {
  await outbox?.close()
  await proxy?.stop()
  await project?.stop()
})

async function kept() {
  const { data, error } = await adminOf(project).from('set_aside_events').select().eq('team_id', teamId)
  if (error) throw error
  return data
}

test('C2 what the database refuses is kept there with its reason, while the rest is stored', async () => {
  const { trackAiUsageSafe } = await import('@/lib/tracking/tracker')
  const [good, old, malformed] = callEvents(3).map((call) => ({ ...call, team_id: teamId, user_id: null }))
  if (!good || !old || !malformed) throw new Error('no calls')
  const now = new Date().toISOString()
  proxy.fault = 'gone'
  // Both are set aside while the database is away, one of them before it ever waits.
  trackAiUsageSafe({ ...good, timestamp: now }, { ...old, timestamp: '2020-01-01T00:00:00Z' })
  trackAiUsageSafe({ ...malformed, timestamp: now, input_tokens: -1 })
  expect(outbox.counts()).toEqual({ waiting: 2, setAside: 1, refused: 0 })
  expect(await kept()).toEqual([])

  proxy.fault = 'none'
  await vi.waitFor(() => outbox.flush(), 20_000)
  expect(outbox.counts()).toEqual({ waiting: 0, setAside: 0, refused: 0 })
  const rows = await kept()
  expect(rows.map(({ kind }) => kind)).toEqual(['call', 'call'])
  const reasons = rows.map(({ reason }) => reason).sort()
  expect(reasons[0]).toContain('input_tokens')
  expect(reasons[1]).toContain('calls are kept from')
  expect(rows.map(({ event }) => JSON.parse(event).id).sort()).toEqual([old.id, malformed.id].sort())
  const { count } = await adminOf(project)
    .from('model_performance_metrics')
    .select('id', { count: 'exact', head: true })
  expect(count).toBe(1)
})

test('C2 leads read in the settings why it could not be stored, and may dismiss it', async () => {
  const app = await startApp({ ...project.variables(), AUGURY_DATA_DIR: `${project.dataDir}/app` })
  try {
    const response = await fetch(`${app.url}/settings`, { headers: { cookie } })
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(page).toContain('Could not be stored')
    expect(page).toContain('calls are kept from')
    expect(page).toContain('Dismiss all')
  } finally {
    await app.stop()
  }
})
