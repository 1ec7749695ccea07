import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v4 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FaultProxy, startFaultProxy } from '../fault-proxy'
import { adminOf } from '../recorded-calls'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'
import { countCalls, untilCalls } from '../stored-calls'
import { newTeamKey } from '../team-key'

let project: Project
let proxy: FaultProxy
let app: RunningApp
let people = 0

const newKey = () => newTeamKey(project, `reporter${people++}@augury.test`)

beforeAll(async () => {
  project = await startProject('pglite', false)
  proxy = await startFaultProxy(project.url)
  app = await startApp(project.variables(proxy.url))
}, 120_000)

afterAll(async () => {
  await app?.stop()
  await proxy?.stop()
  await project?.stop()
})

type Sent = { key?: string; headers?: Record<string, string>; to?: string }

async function send(body: BodyInit, { key, headers = {}, to = app.url }: Sent) {
  const response = await fetch(`${to}/api/track`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body,
  })
  const answer = await response.json()
  return { status: response.status, answer, headers: response.headers }
}

const report = (more: object = {}) => ({
  id: v4(),
  timestamp: new Date(Date.now() - 60_000).toISOString(),
  provider: 'openai',
  model: 'gpt-5.5',
  feature: 'summaries',
  user: 'customer 7',
  conversationId: 'a thread of another service',
  inputTokens: 1000,
  outputTokens: 100,
  cachedInputTokens: 400,
  responseTimeMs: 900,
  metadata: { async: true },
  ...more,
})
const batchOf = (...calls: object[]) => JSON.stringify({ calls })

test('C5 the right calls of a batch are stored with their cost, the wrong ones named with their fields', async () => {
  const { teamId, key } = await newKey()
  const [first, last] = [report(), report({ success: false, errorKind: 'timeout', model: 'my-own-model' })]
  const { status, answer } = await send(
    batchOf(first, report({ model: '' }), { id: v4() }, report({ timestamp: '2020-01-01T00:00:00Z' }), last),
    { key },
  )
  expect(status).toBe(200)
  expect(answer).toMatchObject({ accepted: 2, refused: 3 })
  expect(
    answer.results.map(({ status, errors }: { status: string; errors?: { path: string }[] }) =>
      errors ? errors.map(({ path }) => path) : status,
    ),
  ).toEqual(['accepted', ['model'], ['provider', 'model'], ['timestamp'], 'accepted'])
  expect(answer.results[0]).toEqual({ status: 'accepted', id: first.id, timestamp: first.timestamp })

  expect(await untilCalls(project, teamId, 2)).toBe(2)
  const { data } = await adminOf(project)
    .from('model_performance_metrics')
    .select()
    .eq('team_id', teamId)
    .order('model')
  expect(data).toMatchObject([
    {
      id: first.id,
      source: 'api',
      feature: 'summaries',
      external_user_id: 'customer 7',
      conversation_id: 'a thread of another service',
      user_id: null,
      success: true,
      tokens_used: 1100,
      metadata: { async: true },
    },
    { id: last.id, model: 'my-own-model', outcome: 'timeout', success: false, cost_usd: null },
  ])
  expect(Number(data?.[0]?.cost_usd)).toBeGreaterThan(0)
})

test('C5 the same calls sent again are acknowledged and stored once', async () => {
  const { teamId, key } = await newKey()
  const body = batchOf(...Array.from({ length: 500 }, () => report()))
  const answers = await Promise.all([1, 2, 3].map(() => send(body, { key })))
  for (const { answer } of answers) expect(answer).toMatchObject({ accepted: 500, refused: 0 })
  const { answer } = await send(JSON.stringify(report()), { key })
  expect(answer).toMatchObject({ accepted: 1, refused: 0, results: [{ status: 'accepted' }] })
  // The last one is delivered after all the others.
  expect(await untilCalls(project, teamId, 501)).toBe(501)
})

test('C5 a call alone that is wrong is a problem that names its fields', async () => {
  const { key } = await newKey()
  const { status, answer } = await send(JSON.stringify({ ...report(), inputTokens: -1, token: 3 }), { key })
  expect(status).toBe(400)
  expect(answer.code).toBe('validation_failed')
  expect(answer.errors.map(({ path }: { path: string }) => path).sort()).toEqual(['inputTokens', 'token'])
})

test('C5 either header carries the key, and a key opens its own team only', async () => {
  const [one, other] = [await newKey(), await newKey()]
  const sent = await send(JSON.stringify(report()), { headers: { 'x-api-key': one.key } })
  expect(sent.status).toBe(200)
  expect(await untilCalls(project, one.teamId, 1)).toBe(1)
  expect(await countCalls(project, other.teamId)).toBe(0)
})

test.each([
  ['none', {}],
  ['a made-up key', { authorization: `Bearer aug_${'0'.repeat(64)}` }],
  ['something else', { authorization: 'Basic YTpi' }],
  ['a key of another shape', { 'x-api-key': 'sk-test' }],
])('C5 with %s it is 401, before anything is read', async (_, headers) => {
  const { status, answer, headers: got } = await send('x'.repeat(5 * 2 ** 20), { headers })
  expect(status).toBe(401)
  expect(answer).toMatchObject({ code: 'unauthenticated' })
  expect(got.get('www-authenticate')).toBe('Bearer')
})

test('C5 who tries many keys is slowed down, and keeps out nobody who is known', async () => {
  const from = { 'x-forwarded-for': '203.0.113.7' }
  const { key } = await newKey()
  const known = () => send(JSON.stringify(report()), { key, headers: from })
  expect((await known()).status).toBe(200)
  const guess = () => send('{}', { key: `aug_${randomBytes(32).toString('hex')}`, headers: from })
  const refusals = new Set<number>()
  // Few at a time: the database of a busy machine answers so many at once too late.
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(Array.from({ length: 10 }, guess))
    for (const { status } of answers) refusals.add(status)
  }
  expect(refusals).toEqual(new Set([401, 429]))
  expect((await known()).status).toBe(200)
})

test('C5 a revoked key ends within seconds', async () => {
  const { teamId, key, revoke } = await newKey()
  expect((await send(JSON.stringify(report()), { key })).status).toBe(200)
  await revoke()
  await expect
    .poll(async () => (await send(JSON.stringify(report()), { key })).status, {
      timeout: 30_000,
      interval: 500,
    })
    .toBe(401)
  expect(await countCalls(project, teamId)).toBeGreaterThan(0)
})

const deep = '['.repeat(500_000) + ']'.repeat(500_000)
test.each<[string, BodyInit, Record<string, string>, number]>([
  ['more than 4 MiB', `{"calls":[${'1,'.repeat(2 ** 21)}1]}`, {}, 413],
  ['another content type', 'provider=openai', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['half a body', '{"calls":[', {}, 400],
  ['no object', '[]', {}, 400],
  ['no calls', '{"calls":[]}', {}, 400],
  ['1,001 calls', `{"calls":[${'{},'.repeat(1000)}{}]}`, {}, 400],
  ['something beside the calls', '{"calls":[{}],"team":1}', {}, 400],
  ['__proto__ in a call', '{"provider":"a","model":"b","__proto__":{"x":1}}', {}, 400],
  ['brackets alone', deep, {}, 400],
  ['brackets in metadata', `{"provider":"a","model":"b","metadata":{"a":${deep}}}`, {}, 400],
  ['another page’s request', '{}', { origin: 'http://evil.test' }, 403],
])('C5 %s is refused as a problem', async (_, body, headers, status) => {
  const { key } = await newKey()
  const sent = await send(body, { key, headers })
  expect(sent.status).toBe(status)
  expect(sent.headers.get('content-type')).toBe('application/problem+json')
  expect(sent.answer).toMatchObject({ status })
})

test('C5 what is not a call does not keep back the calls beside it', async () => {
  const { teamId, key } = await newKey()
  const body = `{"calls":[1,null,"x",[],${deep},{"metadata":{"a":${deep}}},${JSON.stringify(report())}]}`
  const { status, answer } = await send(body, { key })
  expect(status).toBe(200)
  expect(answer).toMatchObject({ accepted: 1, refused: 6 })
  expect(await untilCalls(project, teamId, 1)).toBe(1)
})

test('C9 a call older than its team keeps is refused by its time, in a batch and alone', async () => {
  const { teamId, key } = await newKey()
  const { error } = await adminOf(project).from('teams').update({ retention_days: 10 }).eq('id', teamId)
  expect(error).toBeNull()
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  const old = report({ timestamp: daysAgo(20) })
  const { answer } = await send(batchOf(old, report({ timestamp: daysAgo(5) })), { key })
  expect(answer).toMatchObject({
    accepted: 1,
    results: [
      { errors: [{ path: 'timestamp', message: expect.stringContaining('this team keeps') }] },
      { status: 'accepted' },
    ],
  })
  const alone = await send(JSON.stringify(old), { key })
  expect(alone).toMatchObject({ status: 400, answer: { errors: [{ path: 'timestamp' }] } })
  // Begun as long ago as it took.
  const long = { provider: 'openai', model: 'gpt-5.5', responseTimeMs: 20 * 86_400_000 }
  expect(await send(JSON.stringify(long), { key })).toMatchObject({ status: 400 })
})

test('C5 a team that does not record calls is told so, and none is kept', async () => {
  const { teamId, key } = await newKey()
  const { error } = await adminOf(project).from('teams').update({ analytics_enabled: false }).eq('id', teamId)
  expect(error).toBeNull()
  const { status, answer } = await send(batchOf(report()), { key })
  expect({ status, code: answer.code }).toEqual({ status: 403, code: 'not_recording' })
})

test('C5 while the database is away, calls by a known key are acknowledged, and stored once later', async () => {
  const { teamId, key } = await newKey()
  const unknown = await newKey()
  await send(JSON.stringify(report()), { key })
  proxy.fault = 'gone'
  const body = batchOf(...Array.from({ length: 20 }, () => report()))
  const away = [await send(body, { key }), await send(body, { key }), await send(body, { key: unknown.key })]
  proxy.fault = 'none'
  expect(away.map(({ status }) => status)).toEqual([200, 200, 503])
  await send(JSON.stringify(report()), { key })
  expect(await untilCalls(project, teamId, 22)).toBe(22)
})

test('C5 each key has a rate of its own: past it, 429 says when to come again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'augury-'))
  const slow = await startApp({
    ...project.variables(),
    AUGURY_DATA_DIR: dataDir,
    AUGURY_CALLS_PER_SECOND: '0.1',
  })
  try {
    const { teamId, key } = await newKey()
    const sent = await send(batchOf(...Array.from({ length: 1000 }, () => report())), { key, to: slow.url })
    expect(sent.answer).toMatchObject({ accepted: 1000 })
    const refused = await send(JSON.stringify(report()), { key, to: slow.url })
    expect(refused).toMatchObject({ status: 429, answer: { code: 'rate_limited' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(100)
    const other = await newKey()
    expect((await send(JSON.stringify(report()), { key: other.key, to: slow.url })).status).toBe(200)
    expect(await untilCalls(project, teamId, 1000)).toBe(1000)
  } finally {
    await slow.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
})

test('C5 no line of the log holds a key', async () => {
  const { key } = await newKey()
  await send('{', { key })
  expect(app.output.join('')).not.toMatch(/aug_[0-9a-f]/)
})
