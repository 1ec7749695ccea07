import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { newTeamKey } from '../team-key'
import { isLong } from './length'
import { Reporter } from './reporter'
import { expectOnce } from './stored'

const LOAD_MS = isLong ? 30_000 : 3000

let project: Project
let apps: RunningApp[] = []

beforeAll(async () => {
  project = await startProject('pglite', false)
  const variables = { ...project.variables(), AUGURY_CALLS_PER_SECOND: '1000000' }
  apps = await Promise.all([startApp(variables), startApp(variables)])
}, 120_000)

afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()))
  await project?.stop()
})

test('C1 two processes on one outbox store each call once, also when one of them is killed', async () => {
  const { teamId, key } = await newTeamKey(project, 'services@augury.test')
  const reporter = new Reporter(key)
  const stop = new AbortController()
  const load = apps.map(({ url }) => reporter.work(url, stop.signal))
  await pause(LOAD_MS)
  const [victim, survivor] = apps
  if (!victim || !survivor) throw new Error('two apps were started')
  victim.process.kill('SIGKILL')
  await once(victim.process, 'exit')
  await pause(LOAD_MS)
  stop.abort()
  await Promise.all(load)
  await expectOnce(project, teamId, reporter)
  expect(survivor.process.exitCode).toBeNull()
}, 300_000)
