import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTokenVerifier } from '@/lib/auth/token-verifier'

const USER = '0197b3a0-0000-7000-8000-000000000001'
const secret = 'a local project secret of 32+ characters'
const bytes = new TextEncoder().encode(secret)

function token(claims: Record<string, unknown> = {}, expiry: string | number = '1h', alg = 'HS256') {
  return new SignJWT({ email: 'ada@augury.test', role: 'authenticated', ...claims })
    .setProtectedHeader({ alg, kid: 'k1' })
    .setSubject(USER)
    .setAudience('authenticated')
    .setExpirationTime(expiry)
}

const byAnything = createTokenVerifier({ url: 'http://127.0.0.1:1', jwtSecret: secret })

test('a token signed with the secret is believed without any request', async () => {
  expect(await byAnything(await token().sign(bytes))).toEqual({ sub: USER, email: 'ada@augury.test' })
})

test.each([
  ['another secret', () => token().sign(new TextEncoder().encode(`${secret}x`))],
  ['a past expiry', () => token({}, Math.floor(Date.now() / 1000) - 1).sign(bytes)],
  ['another audience', () => token().setAudience('anon').sign(bytes)],
  ['a subject that is no user', () => token().setSubject('service').sign(bytes)],
  [
    'no signature',
    async () => `${btoa('{"alg":"none"}')}.${btoa(`{"sub":"${USER}","aud":"authenticated"}`)}.`,
  ],
  ['nothing of a token', async () => 'not-a-token'],
])('a token with %s is nobody', async (_, sign) => {
  expect(await byAnything(await sign())).toBeNull()
})

let server: ReturnType<typeof createServer>
let answer: { status: number; body: string }
let requests: string[]
let url: string

beforeEach(async () => {
  requests = []
  answer = { status: 500, body: '' }
  server = createServer((request, response) => {
    requests.push(request.url ?? '')
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  url = `http://127.0.0.1:${port}`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

async function publishKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }
  answer = { status: 200, body: JSON.stringify({ keys: [jwk] }) }
  return () => token({}, '1h', 'ES256').sign(privateKey)
}

test('published keys are fetched once from the project', async () => {
  const sign = await publishKey()
  const verify = createTokenVerifier({ url })
  expect(await verify(await sign())).toMatchObject({ sub: USER })
  expect(await verify(await sign())).toMatchObject({ sub: USER })
  expect(requests).toEqual(['/auth/v1/.well-known/jwks.json'])
})

test('keys past their age still hold while the server is away', async () => {
  const sign = await publishKey()
  const verify = createTokenVerifier({ url, keysMaxAgeMs: -1 })
  expect(await verify(await sign())).toMatchObject({ sub: USER })
  answer = { status: 500, body: '' }
  expect(await verify(await sign())).toMatchObject({ sub: USER })
  await expect.poll(() => requests.length).toBe(2)
})

test('keys past their age are renewed, so that a withdrawn one ends', async () => {
  const sign = await publishKey()
  const verify = createTokenVerifier({ url, keysMaxAgeMs: -1 })
  expect(await verify(await sign())).toMatchObject({ sub: USER })
  await publishKey()
  await expect.poll(async () => verify(await sign())).toBeNull()
})

test('a key that the project does not publish is not believed', async () => {
  await publishKey()
  const { privateKey } = await generateKeyPair('ES256')
  expect(await createTokenVerifier({ url })(await token({}, '1h', 'ES256').sign(privateKey))).toBeNull()
})

test('a shared-secret token is not believed where keys are published', async () => {
  await publishKey()
  expect(await createTokenVerifier({ url })(await token().sign(bytes))).toBeNull()
})

test('keys that were never to be had are an outage, not a stranger', async () => {
  const sign = await publishKey()
  answer = { status: 503, body: 'down' }
  await expect(createTokenVerifier({ url })(await sign())).rejects.toThrow()
  await expect(createTokenVerifier({ url: 'http://127.0.0.1:1' })(await sign())).rejects.toThrow()
})
