import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { sessionOf } from '../session-of'
import { type RunningApp, startApp } from '../start-app'
import { type Project, startProject } from '../start-project'

let project: Project
let app: RunningApp
let cookie: string

beforeAll(async () => {
  project = await startProject('pglite', false)
  app = await startApp(project.variables())
  const session = await sessionOf(project, 'ada@augury.test', 'correct horse battery')
  cookie = session.cookie
}, 120_000)

afterAll(async () => {
  await app?.stop()
  await project?.stop()
})

const problem = z.object({ status: z.number(), errors: z.array(z.object({ path: z.string() })).optional() })

async function send(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(app.url + path, {
    method,
    headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  const { errors = [] } = isProblem ? problem.parse(JSON.parse(text)) : {}
  return { status: response.status, isProblem, fields: errors.map(({ path }) => path), text }
}

const id = v7()
const models = '/api/analytics/models'
const feedback = `${models}/feedback`
const signals = `${models}/signals`
const copied = { conversationId: id, messageId: id, signal: 'copied' }
const turn = (more: object) =>
  JSON.stringify({ id, messages: [{ id, role: 'user', parts: [{ type: 'text', text: 'Hi' }] }], ...more })

test.each([
  ['GET', `${models}?days=0`, undefined, 'days'],
  ['GET', `${models}?days=7&days=8`, undefined, 'days'],
  ['GET', `${models}?model=%00`, undefined, 'model'],
  ['GET', `${models}?from=0001-01-01&to=0001-01-02`, undefined, 'from'],
  ['GET', `${models}?task_type=poetry`, undefined, 'task_type'],
  ['GET', `${models}?tasktype=coding`, undefined, 'tasktype'],
  ['GET', '/api/analytics/recommendations?model=gpt-5.5', undefined, 'model'],
  ['GET', '/api/analytics/prediction-accuracy?start=2026-01-01', undefined, 'start'],
  ['POST', feedback, '{}', 'conversationId'],
  ['POST', feedback, JSON.stringify({ conversationId: id, rating: 2 }), 'rating'],
  ['POST', signals, JSON.stringify({ conversationId: id, signal: 'copied' }), 'messageId'],
  ['POST', signals, JSON.stringify({ ...copied, signal: 'thanked' }), 'signal'],
  ['POST', '/api/chat', turn({ messageId: 'x' }), 'messageId'],
  ['POST', '/api/chat', turn({ priority: 'fast' }), 'priority'],
  ['POST', '/api/chat', turn({ id: 'x' }), 'id'],
  ['POST', '/api/chat', turn({ messages: [] }), 'messages'],
  ['POST', '/api/chat', turn({ provider: 'openai' }), 'model'],
  ['PATCH', `/api/conversations/${id}`, '{"title":""}', 'title'],
  ['DELETE', '/api/conversations/x', undefined, 'id'],
])('A16 %s %s: 400 that names the field', async (method, path, body, field) => {
  const answer = await send(method, path, body)
  expect(answer).toMatchObject({ status: 400, isProblem: true })
  expect(answer.fields).toContain(field)
})

test.each([
  ['GET', '/api/conversations/%E0%A4%A', undefined, {}, 400],
  ['POST', feedback, '{bad', {}, 400],
  ['POST', feedback, '['.repeat(100_000), {}, 400],
  ['POST', feedback, 'x'.repeat(2 ** 20 + 1), {}, 413],
  ['POST', feedback, '{}', { 'content-type': 'text/plain' }, 415],
  ['POST', feedback, JSON.stringify({ conversationId: id, rating: 1 }), { origin: 'http://evil.test' }, 403],
  ['POST', feedback, JSON.stringify({ conversationId: id, rating: 1 }), { cookie: '' }, 401],
  [
    'POST',
    feedback,
    JSON.stringify({ conversationId: id, rating: 1 }),
    { cookie: 'augury-session=base64-e30' },
    401,
  ],
  ['POST', feedback, JSON.stringify({ conversationId: id, rating: 1 }), {}, 404],
  ['POST', signals, JSON.stringify(copied), { cookie: '' }, 401],
  ['POST', signals, JSON.stringify(copied), {}, 404],
  ['PATCH', `/api/conversations/${id}`, '{"title":"a"}', {}, 404],
])('A39 %s %s is refused in the one shape (%#)', async (method, path, body, headers, status) => {
  const answer = await send(method, path, body, headers)
  expect(answer).toMatchObject({ status, isProblem: true })
  expect(answer.text).not.toMatch(/select |stack|node_modules|at \//i)
})
