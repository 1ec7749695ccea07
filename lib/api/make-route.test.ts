import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { makeRoute, type RouteOptions } from '@/lib/api/make-route'
import { Problem } from '@/lib/api/problem'
import type { Membership } from '@/lib/auth/team'
import { DatabaseError } from '@/lib/supabase/data-of'

const ada = { id: '0197b3a0-0000-7000-8000-000000000001', email: 'ada@augury.test', accessToken: 'token' }
const lead: Membership = {
  teamId: '0197b3a0-0000-7000-8000-0000000000aa',
  teamName: 'Ours',
  role: 'lead',
  timeZone: 'UTC',
  isDemo: false,
  analyticsEnabled: true,
  leadsSeeText: false,
  keepsTraceText: false,
  retentionDays: 90,
  exploreMin: 0.01,
  exploreMax: 1,
  qualityFloor: 0,
}

const logged: object[] = []
const routeFor = (user: typeof ada | null, membership: Membership | null) =>
  makeRoute({
    getUser: async () => user,
    getMembership: async () => membership,
    getApiKey: async (request) => {
      if (request.headers.get('x-api-key') !== 'right') throw new Problem(401, 'No such key.')
      return { teamId: lead.teamId, keyId: ada.id }
    },
    log: { error: (fields) => logged.push(fields) },
  })
const route = routeFor(ada, lead)
const noParams = { params: Promise.resolve({}) }
const get = (path = '/api/x', headers = {}) => new Request(`http://augury.test${path}`, { headers })
const post = (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  new Request('http://augury.test/api/x', { method: 'POST', body, headers })

/** The DOM's `RequestInit` lacks `duplex`, which Node demands for a streamed body. */
const streamed = (body: ReadableStream) =>
  new Request('http://augury.test/api/x', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
    duplex: 'half',
  } as RequestInit)

/** The problem that comes of it, without the parts that every problem has alike. */
async function problemOf(response: Response) {
  const { requestId, instance, type, title, ...problem } = await response.json()
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(response.headers.get('x-request-id')).toBe(requestId)
  expect(instance).toBe('/api/x')
  expect(type).toBe(`urn:augury:problem:${problem.code}`)
  expect(title).not.toBe('')
  expect(problem.status).toBe(response.status)
  return problem
}

const open: RouteOptions<'public', z.ZodUndefined, z.ZodUndefined, z.ZodUndefined> = { access: 'public' }

test('answers JSON that nobody stores, under the caller’s request id when it is a decent one', async () => {
  const hello = route(open, async () => ({ hello: 'world' }))
  const response = await hello(get('/api/x', { 'x-request-id': 'trace-1234' }), noParams)
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ hello: 'world' })
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(response.headers.get('x-request-id')).toBe('trace-1234')
  const other = await hello(get('/api/x', { 'x-request-id': 'a b' }), noParams)
  expect(other.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test('a response of the route’s own keeps its status, body and caching', async () => {
  const file = route(
    open,
    async () => new Response('x', { status: 201, headers: { 'Cache-Control': 'no-cache' } }),
  )
  const response = await file(get(), noParams)
  expect([response.status, await response.text(), response.headers.get('cache-control')]).toEqual([
    201,
    'x',
    'no-cache',
  ])
})

test('A16 no session is 401, a member where a lead is needed 403, no team 403', async () => {
  const act = async () => 'secret'
  const member = { ...lead, role: 'member' as const }
  const status = async (handler: ReturnType<typeof route>) => (await handler(get(), noParams)).status
  expect(await status(routeFor(null, null)({ access: 'user' }, act))).toBe(401)
  expect(await status(routeFor(null, null)({ access: 'lead' }, act))).toBe(401)
  expect(await status(routeFor(ada, null)({ access: 'user' }, act))).toBe(200)
  expect(await status(routeFor(ada, null)({ access: 'member' }, act))).toBe(403)
  expect(await status(routeFor(ada, member)({ access: 'member' }, act))).toBe(200)
  expect(await status(routeFor(ada, member)({ access: 'lead' }, act))).toBe(403)
  expect(await status(routeFor(ada, lead)({ access: 'lead' }, act))).toBe(200)
  const refusal = await routeFor(ada, member)({ access: 'lead' }, act)(get(), noParams)
  expect(await problemOf(refusal)).toEqual({
    status: 403,
    code: 'not_a_lead',
    detail: 'Only leads of the team can see this.',
  })
})

test('C5 a route for programs asks for a key before it reads the body, and for no session', async () => {
  const options = { access: 'key', body: z.object({ n: z.number() }) } as const
  const handler = routeFor(null, null)(options, async ({ key, user, body }) => ({ key, user, n: body.n }))
  const send = (key: string, text: string) =>
    handler(post(text, { 'content-type': 'application/json', 'x-api-key': key }), noParams)
  const answer = await send('right', '{"n":1}')
  expect(await answer.json()).toEqual({ key: { teamId: lead.teamId, keyId: ada.id }, user: null, n: 1 })
  expect((await send('wrong', '{')).status).toBe(401)
})

test('a body of a hundred thousand unknown fields is told of some', async () => {
  const handler = route({ access: 'public', body: z.strictObject({}) }, async () => 'never')
  const fields = Array.from({ length: 100_000 }, (_, n) => `"field${n}":1`)
  const response = await handler(post(`{${fields}}`.slice(0, 2 ** 20).replace(/,[^,]*$/, '}')), noParams)
  const problem = await problemOf(response)
  expect(problem.errors).toHaveLength(20)
  expect(problem.errors[0]).toMatchObject({ path: 'field0', code: 'unrecognized_keys' })
  expect(JSON.stringify(problem).length).toBeLessThan(10_000)
})

test('the action gets the caller and the parsed input', async () => {
  const handler = route(
    {
      access: 'member',
      query: z.object({ days: z.coerce.number().int() }),
      body: z.object({ rating: z.literal(1) }),
      params: z.object({ id: z.string() }),
    },
    async ({ user, membership, query, body, params }) => ({
      who: user.email,
      team: membership.teamName,
      days: query.days + 1,
      rating: body.rating,
      id: params.id,
    }),
  )
  const request = new Request('http://augury.test/api/x?days=7', {
    method: 'POST',
    body: '{"rating":1}',
    headers: { 'content-type': 'application/json; charset=utf-8' },
  })
  const response = await handler(request, { params: Promise.resolve({ id: 'c1' }) })
  expect(await response.json()).toEqual({ who: ada.email, team: 'Ours', days: 8, rating: 1, id: 'c1' })
})

test('A16 wrong query fields are named, all of them, also one given twice', async () => {
  const query = z.strictObject({
    days: z.coerce.number().int().min(1).max(365),
    model: z.string().optional(),
  })
  const handler = route({ access: 'public', query }, async () => 'never')
  const problem = await problemOf(await handler(get('/api/x?days=0&model=a&model=b&dasy=7'), noParams))
  expect(problem.status).toBe(400)
  expect(problem.code).toBe('validation_failed')
  expect(problem.errors.map(({ path }: { path: string }) => path).sort()).toEqual(['dasy', 'days', 'model'])
  expect(problem.detail).toContain('days: ')
})

test('__proto__ is an unknown field of a query like any other', async () => {
  const handler = route({ access: 'public', query: z.strictObject({}) }, async () => 'never')
  for (const query of ['__proto__=1', '__proto__=1&__proto__=2']) {
    const { status, errors } = await problemOf(await handler(get(`/api/x?${query}`), noParams))
    expect(status).toBe(400)
    expect(errors).toMatchObject([{ path: '__proto__', code: 'unrecognized_keys' }])
  }
})

test('a route without parameters refuses them by their names, where somebody is signed in', async () => {
  const status = async (access: 'user' | 'public') =>
    (await route({ access }, async () => 'x')(get('/api/x?limit=5'), noParams)).status
  expect(await status('user')).toBe(400)
  expect(await status('public')).toBe(200)
  const problem = await problemOf(
    await route({ access: 'member' }, async () => 'never')(get('/api/x?limit=5'), noParams),
  )
  expect(problem.errors).toEqual([{ path: 'limit', code: 'unrecognized_keys', message: 'unknown field' }])
})

const body = z.object({ rating: z.number(), tags: z.array(z.string()).optional() })
const rate = route({ access: 'public', body, maxBytes: 100 }, async (input) => input.body)

test('a wrong body names the field, down into lists', async () => {
  const problem = await problemOf(await rate(post('{"rating":"up","tags":["a",1]}'), noParams))
  expect(problem.errors.map(({ path }: { path: string }) => path)).toEqual(['rating', 'tags.1'])
  expect((await problemOf(await rate(post('[]'), noParams))).errors[0].path).toBe('body')
})

test.each(['{', '', 'undefined', '{"rating":1}}'])('the body %j is malformed JSON', async (text) => {
  expect(await problemOf(await rate(post(text), noParams))).toMatchObject({
    status: 400,
    code: 'malformed_json',
  })
})

test('another content type is 415', async () => {
  expect((await rate(post('rating=1', { 'content-type': 'text/plain' }), noParams)).status).toBe(415)
  expect((await rate(post(new Blob(['{"rating":1}'])), noParams)).status).toBe(200)
  expect((await rate(post(new Blob(['{"rating":1}']), {}), noParams)).status).toBe(415)
})

test('a compressed body is 415', async () => {
  const zipped = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  expect((await rate(post(gzipSync('{"rating":1}'), zipped), noParams)).status).toBe(415)
})

test('a body past the limit is 413, also when its length is not told beforehand', async () => {
  const long = `{"rating":1,"tags":["${'x'.repeat(100)}"]}`
  expect((await rate(post(long), noParams)).status).toBe(413)
  const chunks = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode('          '))
    },
  })
  expect((await rate(streamed(chunks), noParams)).status).toBe(413)
})

test('characters cut in two by the network arrive whole', async () => {
  const bytes = new TextEncoder().encode('{"rating":1,"tags":["größe"]}')
  const halves = [bytes.slice(0, 24), bytes.slice(24)]
  const stream = new ReadableStream({
    pull(controller) {
      const half = halves.shift()
      if (half) controller.enqueue(half)
      else controller.close()
    },
  })
  expect(await (await rate(streamed(stream), noParams)).json()).toEqual({ rating: 1, tags: ['größe'] })
})

const json = { 'content-type': 'application/json', host: 'augury.test' }
test.each([
  ['a page of ours', { 'sec-fetch-site': 'same-origin' }, 200],
  ['a program', {}, 200],
  ['our page in an old browser', { origin: 'http://augury.test' }, 200],
  [
    'our page behind a proxy',
    { origin: 'https://augury.example', 'x-forwarded-host': 'augury.example' },
    200,
  ],
  ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'http://evil.test' }, 403],
  ['a page of a sibling host', { 'sec-fetch-site': 'same-site', origin: 'http://blog.augury.test' }, 403],
  ['another site in an old browser', { origin: 'http://evil.test' }, 403],
  ['a sandboxed page', { origin: 'null' }, 403],
  ['a forger of the origin', { 'sec-fetch-site': 'cross-site', origin: 'http://augury.test' }, 403],
])('a write from %s', async (_, headers, status) => {
  expect((await rate(post('{"rating":1}', { ...json, ...headers }), noParams)).status).toBe(status)
})

test('a read from another site is only a read', async () => {
  const handler = route(open, async () => 'x')
  expect((await handler(get('/api/x', { 'sec-fetch-site': 'cross-site' }), noParams)).status).toBe(200)
})

const failing = (error: unknown) =>
  route(open, async () => {
    throw error
  })(get(), noParams)

test('an expected problem is answered as it is, with its headers, and not logged', async () => {
  logged.length = 0
  const response = await failing(new Problem(429, 'Slow down.', { headers: { 'Retry-After': '7' } }))
  expect(response.headers.get('retry-after')).toBe('7')
  expect(await problemOf(response)).toEqual({ status: 429, code: 'rate_limited', detail: 'Slow down.' })
  expect(logged).toEqual([])
})

test('what our SQL refuses with words reaches the caller', async () => {
  const refusal = new DatabaseError({ message: 'The last lead cannot go.', code: 'PT409' }, 409)
  expect(await problemOf(await failing(refusal))).toMatchObject({
    status: 409,
    code: 'conflict',
    detail: 'The last lead cannot go.',
  })
})

test('a value that Postgres cannot read is the caller’s fault', async () => {
  const unreadable = new DatabaseError({ message: 'secret', code: '22P05' }, 400)
  const response = await failing(unreadable)
  expect(response.status).toBe(400)
  expect(await response.text()).not.toContain('secret')
})

test.each([
  ['a bug', new TypeError('secret of the code'), 500],
  ['a thrown string', 'secret', 500],
  ['an SQL error', new DatabaseError({ message: 'secret column', code: '42703' }, 400), 500],
  ['a PT code that is no refusal', new DatabaseError({ message: 'secret', code: 'PT500' }, 500), 500],
  ['no database', new DatabaseError({ message: 'fetch failed: secret', code: '' }, 0), 503],
  ['a cancelled statement', new DatabaseError({ message: 'secret', code: '57014' }, 500), 503],
  ['a time-out', new DOMException('secret', 'TimeoutError'), 503],
])('%s is logged and answered without details', async (_, error, status) => {
  logged.length = 0
  const response = await failing(error)
  expect(response.status).toBe(status)
  expect(JSON.stringify(await response.clone().json())).not.toContain('secret')
  const problem = await response.json()
  expect(logged).toEqual([{ err: error, requestId: problem.requestId, method: 'GET', path: '/api/x' }])
})
