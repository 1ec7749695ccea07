import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/env'

const complete = {
  SUPABASE_URL: 'http://127.0.0.1:54321',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x',
  SUPABASE_SECRET_KEY: 'sb_secret_x',
}

test('fills in what may be left out', () => {
  expect(parseEnv(complete)).toEqual({
    ...complete,
    SUPABASE_JWT_SECRET: undefined,
    AUGURY_DEMO_LOGINS: false,
  })
})

test.each([
  ['SUPABASE_URL', undefined, 'is missing'],
  ['SUPABASE_URL', '  ', 'is missing'],
  ['SUPABASE_URL', 'supabase.co', 'must be an http(s) address'],
  ['SUPABASE_PUBLISHABLE_KEY', undefined, 'is missing'],
  ['SUPABASE_SECRET_KEY', '', 'is missing'],
  ['SUPABASE_JWT_SECRET', 'short', 'must have at least 32 characters'],
  ['AUGURY_DEMO_LOGINS', 'yes', 'must be 0 or 1'],
])('%s = %j is refused in one sentence that names it', (name, value, what) => {
  expect(() => parseEnv({ ...complete, [name]: value })).toThrow(
    `The environment variable ${name} ${what}: set it in .env.local, or start with "npm start", which sets it.`,
  )
})

test('an empty optional variable counts as left out', () => {
  expect(parseEnv({ ...complete, SUPABASE_JWT_SECRET: '', AUGURY_DEMO_LOGINS: '' })).toMatchObject({
    SUPABASE_JWT_SECRET: undefined,
    AUGURY_DEMO_LOGINS: false,
  })
})
