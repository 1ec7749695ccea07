import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stringToBase64URL } from '@supabase/ssr'
import { SignJWT } from 'jose'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { readSessionCookie } from '@/lib/auth/session-cookie'

const SECRET = 'a local project secret of 32+ characters'
const USER = { id: '0197b3a0-0000-7000-8000-000000000001', aud: 'authenticated', email: 'ada@augury.test' }
const now = () => Math.floor(Date.now() / 1000)

/** Speaks as much of the auth API as renewing a session takes. */
let auth: Server
let exchanged: string[]
let answer: (refreshToken: string) => Promise<{ status: number; body: object } | null>
let proxy: typeof import('@/proxy').proxy

beforeAll(async () => {
  auth = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const token = JSON.parse(Buffer.concat(chunks).toString()).refresh_token
    exchanged.push(token)
    const said = await answer(token)
    if (said)
      response.writeHead(said.status, { 'content-type': 'application/json' }).end(JSON.stringify(said.body))
  })
  await new Promise<void>((resolve) => auth.listen(0, '127.0.0.1', resolve))
  const { port } = auth.address() as AddressInfo
  vi.stubEnv('SUPABASE_URL', `http://127.0.0.1:${port}`)
  vi.stubEnv('SUPABASE_PUBLISHABLE_KEY', 'sb_publishable_test')
  vi.stubEnv('SUPABASE_SECRET_KEY', 'sb_secret_test')
  vi.stubEnv('SUPABASE_JWT_SECRET', SECRET)
  proxy = (await import('@/proxy')).proxy
})
afterAll(() => {
  vi.unstubAllEnvs()
  auth.closeAllConnections()
  return new Promise((resolve) => auth.close(resolve))
})
beforeEach(() => {
  exchanged = []
  answer = async () => null
})

function accessToken(expiresAt: number): Promise<string> {
  return new SignJWT({ email: USER.email })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(USER.id)
    .setAudience('authenticated')
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(SECRET))
}

async function sessionOf(secondsLeft: number, refreshToken: string) {
  const expires_at = now() + secondsLeft
  const access_token = await accessToken(expires_at)
  return {
    access_token,
    refresh_token: refreshToken,
    expires_at,
    expires_in: 3600,
    token_type: 'bearer',
    user: USER,
  }
}

function request(path: string, session: object | null, init: { method?: string; cookie?: string } = {}) {
  const cookies = session ? [`augury-session=base64-${stringToBase64URL(JSON.stringify(session))}`] : []
  if (init.cookie) cookies.push(init.cookie)
  return new NextRequest(new URL(path, 'http://augury.test'), {
    method: init.method ?? 'GET',
    headers: cookies.length > 0 ? { cookie: cookies.join('; ') } : {},
  })
}

const wrote = (response: Awaited<ReturnType<typeof proxy>>) =>
  readSessionCookie((name) => response.cookies.get(name)?.value)

test.each([
  ['/', 'http://augury.test/login'],
  ['/analytics/models?days=7', 'http://augury.test/login?next=%2Fanalytics%2Fmodels%3Fdays%3D7'],
  ['/loginx', 'http://augury.test/login?next=%2Floginx'],
])('a visitor without a session at %s goes to the sign-in page', async (path, target) => {
  const response = await proxy(request(path, null))
  expect(response.status).toBe(307)
  expect(response.headers.get('location')).toBe(target)
})

test.each(['/login', '/signup', '/reset/confirm', '/invite/abc', '/auth/confirm', '/api/analytics/models'])(
  '%s is not redirected',
  async (path) => expect((await proxy(request(path, null))).headers.get('location')).toBeNull(),
)

test('a server action is not redirected, as its answer is no page', async () => {
  expect((await proxy(request('/settings', null, { method: 'POST' }))).headers.get('location')).toBeNull()
})

test('a session with an hour left passes without asking the auth server; a forged one does not', async () => {
  expect((await proxy(request('/chat', await sessionOf(3600, 'r')))).headers.get('location')).toBeNull()
  const forged = { ...(await sessionOf(3600, 'r')), access_token: `${await accessToken(now() + 3600)}x` }
  expect((await proxy(request('/chat', forged))).headers.get('location')).toContain('/login')
  expect(exchanged).toEqual([])
})

test('every page gets a policy with a nonce of its own, which Next is told', async () => {
  const nonceOf = async () => {
    const response = await proxy(request('/login', null))
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(response.headers.get('x-middleware-request-content-security-policy')).toBe(policy)
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    return /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1]
  }
  const first = await nonceOf()
  expect(first).toMatch(/^[\w+/]{22}==$/)
  expect(await nonceOf()).not.toBe(first)
})

test('a session about to expire is renewed once for requests at the same time, and never cached', async () => {
  const renewed = await sessionOf(3600, 'new')
  answer = async () => ({ status: 200, body: renewed })
  const old = await sessionOf(60, 'once')
  const requests = [request('/chat', old), request('/api/x', old)]
  for (const [i, response] of (await Promise.all(requests.map((each) => proxy(each)))).entries()) {
    expect(await wrote(response)).toMatchObject({ refresh_token: 'new' })
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(requests[i]?.cookies.get('augury-session')).toMatchObject({
      value: response.cookies.get('augury-session')?.value,
    })
  }
  expect(exchanged).toEqual(['once'])
})

test('an expired session whose renewal is refused ends; leftover chunks of a longer one go too', async () => {
  answer = async () => ({ status: 400, body: { code: 'refresh_token_not_found', message: 'no' } })
  const response = await proxy(
    request('/chat', await sessionOf(-5, 'refused'), { cookie: 'augury-session.1=old; augury_team=t' }),
  )
  expect(response.headers.get('location')).toContain('/login')
  expect(response.cookies.get('augury-session')?.value).toBe('')
  expect(response.cookies.get('augury-session.1')?.value).toBe('')
  expect(response.cookies.get('augury_team')).toBeUndefined()
})

test('an auth server that was asked too often has refused nobody', async () => {
  answer = async () => ({ status: 429, body: { code: 'over_request_rate_limit', message: 'slow down' } })
  const old = await sessionOf(-5, 'too-often')
  expect((await proxy(request('/chat', old))).cookies.getAll()).toEqual([])
  const renewed = await sessionOf(3600, 'later')
  answer = async () => ({ status: 200, body: renewed })
  expect(await wrote(await proxy(request('/chat', old)))).toMatchObject({ refresh_token: 'later' })
})

test('a session that still holds survives a refusal and a silent auth server', async () => {
  answer = async () => ({ status: 400, body: { code: 'refresh_token_not_found', message: 'no' } })
  const refused = await proxy(request('/chat', await sessionOf(60, 'refused-early')))
  answer = () => new Promise(() => {})
  const silent = await proxy(request('/chat', await sessionOf(60, 'silent')))
  for (const response of [refused, silent]) {
    expect(response.headers.get('location')).toBeNull()
    expect(response.cookies.getAll()).toEqual([])
  }
})
