import { createChunks, stringToBase64URL } from '@supabase/ssr'
import { expect, test } from 'vitest'
import { isSessionCookie, readSessionCookie, SESSION_COOKIE } from '@/lib/auth/session-cookie'

const session = { access_token: 'a', refresh_token: 'r', expires_at: 1_800_000_000 }
const encode = (value: unknown) => `base64-${stringToBase64URL(JSON.stringify(value))}`
const jar = (cookies: { name: string; value: string }[]) => (name: string) =>
  cookies.find((cookie) => cookie.name === name)?.value

test('reads a session from one cookie and from several', async () => {
  expect(await readSessionCookie(jar([{ name: SESSION_COOKIE, value: encode(session) }]))).toEqual(session)
  const long = { ...session, access_token: 'a'.repeat(9000) }
  const chunks = createChunks(SESSION_COOKIE, encode(long))
  expect(chunks.length).toBeGreaterThan(2)
  expect(chunks.every(({ name }) => isSessionCookie(name))).toBe(true)
  expect(await readSessionCookie(jar(chunks))).toEqual(long)
})

test.each([
  ['none', undefined],
  ['an empty one', ''],
  ['a raw one', JSON.stringify(session)],
  ['half of one', encode(session).slice(0, 40)],
  ['one that is not JSON', `base64-${stringToBase64URL('{')}`],
  ['one without tokens', encode({ expires_at: 1 })],
])('%s is no session', async (_, value) => {
  expect(await readSessionCookie((name) => (name === SESSION_COOKIE ? value : undefined))).toBeNull()
})
