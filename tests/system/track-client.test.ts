import { execFile, execFileSync } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AuguryClient } from '@/lib/tracking/client'
import { type Fault, type FaultProxy, startFaultProxy } from '../fault-proxy'
import { adminOf } from '../recorded-calls'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { untilCalls } from '../stored-calls'
import { newTeamKey } from '../team-key'

const root = join(import.meta.dirname, '..', '..')
const run = promisify(execFile)

let project: Project
let app: RunningApp
/** In front of the app. */
let proxy: FaultProxy
let people = 0

const newKey = () => newTeamKey(project, `service${people++}@augury.test`)

beforeAll(async () => {
  project = await startProject('pglite', false)
  app = await startApp(project.variables())
  proxy = await startFaultProxy(app.url)
}, 120_000)

afterAll(async () => {
  await proxy?.stop()
  await app?.stop()
  await project?.stop()
})

const call = { provider: 'openai', model: 'gpt-5.5', inputTokens: 100, outputTokens: 10 }

test.each<Fault>(['gone', 'refusing', 'lossy'])(
  'C5 the client reports through a way that is %s, and each call is stored once',
  async (fault) => {
    const { teamId, key } = await newKey()
    const client = new AuguryClient({ url: proxy.url, apiKey: key, batchSize: 50, onProblem: () => {} })
    proxy.fault = fault
    for (let n = 0; n < 120; n++) client.track({ ...call, metadata: { n } })
    expect(await client.flush({ timeoutMs: 1000 })).toMatchObject({ accepted: 0, waiting: 120 })
    proxy.fault = 'none'
    expect(await client.close({ timeoutMs: 60_000, throws: true })).toEqual({
      accepted: 120,
      refused: 0,
      dropped: 0,
      waiting: 0,
    })
    const marker = new AuguryClient({ url: app.url, apiKey: key })
    marker.track(call)
    await marker.close({ throws: true })
    // The marker is delivered after all that arrived, also in requests whose answer was lost.
    expect(await untilCalls(project, teamId, 121)).toBe(121)
  },
)

test('C5 the client tells which calls are wrong, and a wrong key', async () => {
  const { key } = await newKey()
  const said: string[] = []
  const client = new AuguryClient({
    url: app.url,
    apiKey: key,
    onProblem: ({ message }) => said.push(message),
  })
  client.track({ ...call, model: '' })
  client.track(call)
  expect(await client.close()).toMatchObject({ accepted: 1, refused: 1 })
  const stranger = new AuguryClient({
    url: app.url,
    apiKey: 'aug_x',
    onProblem: ({ message }) => said.push(message),
  })
  stranger.track(call)
  expect(await stranger.close()).toMatchObject({ refused: 1 })
  expect(said).toEqual([expect.stringMatching(/^model: /), expect.stringMatching(/^401 /)])
})

/** The one example of this language in the docs. */
async function example(language: string): Promise<string> {
  const text = await readFile(join(root, 'docs', 'tracking.md'), 'utf8')
  const found = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))]
  expect(found).toHaveLength(1)
  return found[0]?.[1] ?? ''
}

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const EXAMPLES = [
  ['sh', 'curl', 'call.sh', 'sh', []],
  ['python', 'python3', 'call.py', 'python3', []],
  ['ts', process.execPath, 'call.mts', process.execPath, ['--import', 'tsx']],
] as const

for (const [language, needed, file, program, flags] of EXAMPLES) {
  const title = `C5 the ${language} example of the docs reports a call`
  test.skipIf(!isThere(needed))(isThere(needed) ? title : `${title} (skipped: no ${needed})`, async () => {
    const { teamId, key } = await newKey()
    const folder = await mkdtemp(join(tmpdir(), 'augury-example-'))
    try {
      await copyFile(join(root, 'lib', 'tracking', 'client.ts'), join(folder, 'augury-client.ts'))
      await writeFile(
        join(folder, file),
        (await example(language)).replace("'./augury-client'", "'./augury-client.ts'"),
      )
      const env = { ...process.env, AUGURY_URL: app.url, AUGURY_API_KEY: key }
      await run(program, [...flags, join(folder, file)], { cwd: root, env, timeout: 50_000 })
      expect(await untilCalls(project, teamId, 1)).toBe(1)
      const { data } = await adminOf(project).from('model_performance_metrics').select().eq('team_id', teamId)
      expect(data?.[0]).toMatchObject({ source: 'api', success: true })
      expect(Number(data?.[0]?.cost_usd)).toBeGreaterThan(0)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}
