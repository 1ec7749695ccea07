import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AuguryClient, type TrackingOptions, type TrackingProblem } from '@/lib/tracking/client'

type Call = { id: string; timestamp: string; model: string; metadata?: object }
type Answerer = (calls: Call[], response: ServerResponse) => void

/** What the server was sent, request by request. */
let requests: Call[][]
let headers: Record<string, unknown>
let problems: TrackingProblem[]
let server: ReturnType<typeof createServer>
/** How the next requests are answered; afterwards everything is accepted. */
let answers: Answerer[]
const clients: AuguryClient[] = []

const json = (response: ServerResponse, status: number, body: object, more = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body))
const accept: Answerer = (calls, response) =>
  json(response, 200, {
    accepted: calls.length,
    refused: 0,
    results: calls.map(() => ({ status: 'accepted' })),
  })
const status =
  (code: number, more = {}): Answerer =>
  (_, response) =>
    json(response, code, { detail: `status ${code}` }, more)
const cut: Answerer = (_, response) => response.destroy()

beforeEach(async () => {
  requests = []
  problems = []
  answers = []
  server = createServer(async (request, response) => {
    headers = { method: request.method, url: request.url, ...request.headers }
    const chunks = await request.toArray()
    const { calls } = JSON.parse(Buffer.concat(chunks).toString())
    requests.push(calls)
    const answer = answers.shift() ?? accept
    answer(calls, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close({ timeoutMs: 0 })))
  server.closeAllConnections()
  server.close()
})

function newClient(options: Partial<TrackingOptions> = {}) {
  const { port } = server.address() as AddressInfo
  const client = new AuguryClient({
    url: `http://127.0.0.1:${port}`,
    apiKey: 'aug_test',
    onProblem: (problem) => problems.push(problem),
    ...options,
  })
  clients.push(client)
  return client
}

const call = { provider: 'openai', model: 'gpt-5.5' }
const trackMany = (client: AuguryClient, count: number) => {
  for (let n = 0; n < count; n++) client.track({ ...call, metadata: { n } })
}

test('C5 calls go along in one request, each with an id and the time it began', async () => {
  const client = newClient({ defaults: { feature: 'search' } })
  const before = Date.now()
  client.track({ ...call, responseTimeMs: 60_000 })
  client.track({ ...call, feature: 'other', id: 'a', timestamp: new Date(0) })
  expect(requests).toEqual([])
  expect(await client.flush()).toEqual({ accepted: 2, refused: 0, dropped: 0, waiting: 0 })
  expect(headers).toMatchObject({ method: 'POST', url: '/api/track', authorization: 'Bearer aug_test' })
  expect(requests).toMatchObject([
    [{ feature: 'search' }, { feature: 'other', id: 'a', timestamp: '1970-01-01T00:00:00.000Z' }],
  ])
  const [first] = requests[0] ?? []
  expect(first?.id).toMatch(/^[0-9a-f-]{36}$/)
  expect(Math.abs(Date.parse(first?.timestamp ?? '') - (before - 60_000))).toBeLessThan(30_000)
})

test('C5 a full batch goes at once, the rest after a while, by itself', async () => {
  const client = newClient({ batchSize: 10, waitMs: 50 })
  trackMany(client, 25)
  await expect.poll(() => client.counts().accepted).toBe(25)
  expect(requests.map((calls) => calls.length)).toEqual([10, 10, 5])
})

test('C5 a call may be changed after it was tracked', async () => {
  const client = newClient()
  const changed = { ...call, metadata: { n: 1 } }
  client.track(changed)
  changed.metadata.n = 2
  await client.flush()
  expect(requests[0]?.[0]?.metadata).toEqual({ n: 1 })
})

test.each<[string, Answerer]>([
  ['a cut connection', cut],
  ['a server error', status(500)],
  ['an answer of something else', (_, response) => response.end('<html>')],
  ['too many requests', status(429, { 'retry-after': '0' })],
])('C5 after %s the same calls are sent again, under the same ids and in order', async (_, answer) => {
  answers = [answer]
  const client = newClient()
  trackMany(client, 3)
  expect(await client.flush()).toMatchObject({ accepted: 3, waiting: 0 })
  expect(requests).toHaveLength(2)
  expect(requests[1]).toEqual(requests[0])
  expect(problems).toMatchObject([{ kind: 'waiting', calls: 3 }])
})

test('C5 it waits as long as it is told', async () => {
  answers = [status(429, { 'retry-after': '3600' })]
  const client = newClient()
  client.track(call)
  expect(await client.flush({ timeoutMs: 300 })).toMatchObject({ accepted: 0, waiting: 1 })
  expect(requests).toHaveLength(1)
  expect(await client.flush()).toMatchObject({ accepted: 1, waiting: 0 })
})

test.each([400, 401, 403, 404, 415])('C5 what is refused with %i is not sent again', async (code) => {
  answers = [status(code)]
  const client = newClient()
  trackMany(client, 3)
  expect(await client.flush()).toEqual({ accepted: 0, refused: 3, dropped: 0, waiting: 0 })
  expect(problems).toEqual([{ kind: 'refused', calls: 3, message: `${code} status ${code}` }])
  client.track(call)
  expect(await client.flush()).toMatchObject({ accepted: 1 })
})

test('C5 the calls that a batch got wrong are told with their fields', async () => {
  answers = [
    (_, response) =>
      json(response, 200, {
        accepted: 1,
        refused: 1,
        results: [
          { status: 'refused', errors: [{ path: 'model', message: 'too short' }] },
          { status: 'accepted' },
        ],
      }),
  ]
  const client = newClient()
  trackMany(client, 2)
  expect(await client.flush()).toMatchObject({ accepted: 1, refused: 1 })
  expect(problems).toEqual([{ kind: 'refused', calls: 1, message: 'model: too short' }])
})

test('C5 what is too large is sent in halves, down to the one call that is', async () => {
  const isHuge = (calls: Call[]) => calls.some(({ model }) => model === 'huge')
  const picky: Answerer = (calls, response) =>
    calls.length > 1 || isHuge(calls) ? status(413)(calls, response) : accept(calls, response)
  answers = Array.from({ length: 50 }, () => picky)
  const client = newClient()
  trackMany(client, 2)
  client.track({ ...call, model: 'huge' })
  trackMany(client, 2)
  expect(await client.flush()).toEqual({ accepted: 4, refused: 1, dropped: 0, waiting: 0 })
})

test('C5 large calls do not make a request that proxies turn away', async () => {
  const client = newClient()
  for (let n = 0; n < 100; n++) client.track({ ...call, metadata: { text: 'x'.repeat(16_000) } })
  expect(await client.flush()).toMatchObject({ accepted: 100 })
  expect(requests.length).toBeGreaterThan(2)
  for (const calls of requests) expect(JSON.stringify(calls).length).toBeLessThan(1_000_000)
})

test('C5 track never throws, whatever it is given, and tells what it drops', async () => {
  const client = newClient({ capacity: 2 })
  const circular: Record<string, unknown> = {}
  circular.self = circular
  client.track({ ...call, metadata: circular })
  client.track({ ...call, metadata: { big: 1n } })
  trackMany(client, 3)
  expect(problems.map(({ kind, message }) => `${kind}: ${message.slice(0, 19)}`)).toEqual([
    'dropped: not to be written a',
    'dropped: not to be written a',
    'dropped: too many calls wait',
  ])
  expect(await client.flush()).toEqual({ accepted: 2, refused: 0, dropped: 3, waiting: 0 })
})

test('C5 nobody listening well does not stop the reporting', async () => {
  answers = [cut]
  const client = newClient({
    onProblem: () => {
      throw new Error('mine')
    },
  })
  client.track(call)
  expect(await client.flush()).toMatchObject({ accepted: 1 })
})

test('C5 it throws only where that is asked for', async () => {
  answers = [status(401)]
  const client = newClient()
  client.track(call)
  await expect(client.flush({ throws: true })).rejects.toThrow('"refused":1')
  await expect(newClient({ url: 'nowhere' }).flush({ throws: true })).resolves.toMatchObject({ waiting: 0 })
})

test('C5 an address that is none is a problem that is told, not an exception', async () => {
  const client = newClient({ url: 'nowhere' })
  client.track(call)
  expect(await client.flush({ timeoutMs: 50 })).toMatchObject({ waiting: 1 })
  expect(problems[0]).toMatchObject({ kind: 'waiting' })
})

test('C5 closed, it reports what waits, and takes nothing more', async () => {
  const client = newClient()
  trackMany(client, 3)
  expect(await client.close()).toMatchObject({ accepted: 3 })
  client.track(call)
  expect(client.counts()).toMatchObject({ dropped: 1, waiting: 0 })
  answers = Array.from({ length: 10 }, () => cut)
  const stuck = newClient()
  trackMany(stuck, 2)
  await stuck.close({ timeoutMs: 50 })
  expect(stuck.counts()).toEqual({ accepted: 0, refused: 0, dropped: 2, waiting: 0 })
})

test('C5 an answer that comes after the end does not count again what was given up', async () => {
  const held: (() => void)[] = []
  answers = [(calls, response) => held.push(() => accept(calls, response))]
  const client = newClient()
  trackMany(client, 2)
  await client.close({ timeoutMs: 100 })
  held[0]?.()
  expect(await client.flush()).toEqual({ accepted: 0, refused: 0, dropped: 2, waiting: 0 })
})

test.each([0, 1001, 1.5, Number.NaN])('C5 a batch of %d calls is refused at once', (batchSize) => {
  expect(() => newClient({ batchSize })).toThrow('batchSize must be a whole number from 1 to 1000')
})

test('C5 a thousand calls go in one request', async () => {
  const client = newClient({ batchSize: 1000, waitMs: 60_000 })
  for (let n = 0; n < 1000; n++) client.track({ provider: 'openai', model: 'gpt-5.5' })
  await client.flush()
  expect(requests.map((calls) => calls.length)).toEqual([1000])
})

test('C5 a call that no request could hold is dropped by its length, and holds up no other', async () => {
  const client = newClient()
  client.track({ provider: 'openai', model: 'gpt-5.5', metadata: { text: 'x'.repeat(2 ** 20) } })
  client.track({ provider: 'openai', model: 'gpt-5.5' })
  expect(await client.flush()).toEqual({ accepted: 1, refused: 0, dropped: 1, waiting: 0 })
  expect(problems).toMatchObject([{ kind: 'dropped', message: 'longer than 1048576 characters' }])
})
