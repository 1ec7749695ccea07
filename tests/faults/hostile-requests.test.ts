import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { newTeamKey } from '../team-key'
import { hostileRequests, SECRET } from './hostile-requests'
import { isLong } from './length'

const COUNT = isLong ? 20_000 : 1500
const AT_ONCE = 8
const WARM_UP = 300
/** Beyond what the process took after the first few hundred. */
const MORE_MEBIBYTES = 400

let project: Project
let app: RunningApp

beforeAll(async () => {
  project = await startProject('pglite', false)
  app = await startApp({ ...project.variables(), AUGURY_CALLS_PER_SECOND: '1000000' })
}, 120_000)

afterAll(async () => {
  await app?.stop()
  await project?.stop()
})

/** The most that the process ever held, in mebibytes; 0 where the system does not say. */
function peakMebibytes(): number {
  if (process.platform !== 'linux') return 0
  const status = readFileSync(`/proc/${app.process.pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}

function waiting(): number {
  const file = new DatabaseSync(join(project.dataDir, 'outbox.db'), { readOnly: true })
  try {
    return Number(file.prepare('select count(*) as count from waiting').get()?.count)
  } finally {
    file.close()
  }
}

test(`C5 C6 ${COUNT} hostile bodies: answers of 2xx and 4xx alone, in bounded memory, and no key in the log`, async () => {
  const { key } = await newTeamKey(project, 'hostile@augury.test')
  const next = hostileRequests(20_261_121, key)
  const statuses = new Map<string, number>()
  const wrong: unknown[] = []
  let left = COUNT
  let warm = 0
  const send = async () => {
    while (left-- > 0) {
      if (left === COUNT - WARM_UP) warm = peakMebibytes()
      const { path, ...request } = next()
      const { status } = await fetch(app.url + path, { method: 'POST', ...request }).then(
        async (response) => {
          await response.arrayBuffer()
          return response
        },
      )
      const kind = `${path} ${status}`
      statuses.set(kind, (statuses.get(kind) ?? 0) + 1)
      if (status < 200 || status >= 500 || (status >= 300 && status < 400))
        wrong.push({
          status,
          path,
          headers: request.headers,
          body: Buffer.from(request.body).toString('base64').slice(0, 3000),
        })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  expect(wrong).toEqual([])
  for (const kind of [
    '/api/track 200',
    '/api/track 400',
    '/api/track 401',
    '/api/otlp/v1/traces 200',
    '/api/otlp/v1/traces 400',
  ])
    expect(statuses.get(kind), `${kind} of ${JSON.stringify([...statuses])}`).toBeGreaterThan(0)
  expect(peakMebibytes() - warm).toBeLessThan(MORE_MEBIBYTES)

  const log = app.output.join('')
  for (const secret of [key, SECRET]) expect(log.includes(secret)).toBe(false)
  expect(log).not.toContain('request failed')
  // What was accepted can be stored: nothing of it is set aside.
  await expect.poll(waiting, { timeout: 120_000, interval: 500 }).toBe(0)
  expect(await (await fetch(`${app.url}/api/health`)).json()).toEqual({ status: 'ok', setAside: 0 })
}, 1_800_000)
