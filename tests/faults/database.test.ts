import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Fault, type FaultProxy, startFaultProxy } from '../fault-proxy'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { newTeamKey } from '../team-key'
import { isLong } from './length'
import { Reporter } from './reporter'
import { expectOnce } from './stored'

const FAULTY_MS = isLong ? 60_000 : 4000

let project: Project
let proxy: FaultProxy
let app: RunningApp
let people = 0

beforeAll(async () => {
  project = await startProject('pglite', false)
  proxy = await startFaultProxy(project.url)
  app = await startApp({ ...project.variables(proxy.url), AUGURY_CALLS_PER_SECOND: '1000000' })
}, 120_000)
beforeEach(() => {
  proxy.fault = 'none'
})
afterAll(async () => {
  await app?.stop()
  await proxy?.stop()
  await project?.stop()
})

test.each<Fault>(['gone', 'lossy'])(
  `C1 a database that is %s for ${FAULTY_MS / 1000} s under load costs no acknowledged call and writes none twice`,
  async (fault) => {
    const { teamId, key } = await newTeamKey(project, `service${people++}@augury.test`)
    const reporter = new Reporter(key)
    // While the database is there, so that the key is known.
    expect(await reporter.report(app.url)).toBe(true)
    proxy.fault = fault
    const stop = new AbortController()
    const requests = proxy.requests
    const load = reporter.work(app.url, stop.signal)
    await pause(FAULTY_MS)
    stop.abort()
    await load
    expect(proxy.requests).toBeGreaterThan(requests)
    expect(Object.fromEntries(reporter.refusals)).toEqual({})
    proxy.fault = 'none'
    await expectOnce(project, teamId, reporter)
  },
  300_000,
)
