import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSettings } from './settings'
import { StartError } from './start-error'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'augury-settings-'))
})
afterEach(() => rmSync(root, { recursive: true }))
const envFile = (text: string) => writeFileSync(join(root, '.env.local'), text)

test('without anything set: port 3000, a local database, the demo team', () => {
  expect(readSettings(root, {})).toMatchObject({
    port: 3000,
    dataDir: join(root, '.augury'),
    isHosted: false,
    wantsDemo: true,
    siteUrl: 'http://localhost:3000',
  })
})

test('the environment wins over the file, also with an empty value, which means not set', () => {
  envFile('# mine\nexport PORT=4000\nAUGURY_DEMO="0"\nOPENAI_API_KEY=\'sk 1\'\n')
  const settings = readSettings(root, { PORT: '5000', AUGURY_DEMO: '' })
  expect(settings).toMatchObject({ port: 5000, wantsDemo: true })
  expect(settings.environment).toMatchObject({ OPENAI_API_KEY: 'sk 1' })
})

test('a Postgres of one’s own gets the demo team only when asked for', () => {
  const own = { AUGURY_DATABASE_URL: 'postgres://localhost/augury' }
  expect(readSettings(root, own).wantsDemo).toBe(false)
  expect(readSettings(root, { ...own, AUGURY_DEMO: '1' }).wantsDemo).toBe(true)
})

test('all three Supabase variables make it hosted, fewer are refused', () => {
  const all = {
    SUPABASE_URL: 'https://x.supabase.co',
    SUPABASE_PUBLISHABLE_KEY: 'p',
    SUPABASE_SECRET_KEY: 's',
  }
  expect(readSettings(root, all).isHosted).toBe(true)
  expect(() => readSettings(root, { SUPABASE_URL: 'https://x.supabase.co' })).toThrow(
    'SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY missing',
  )
})

test.each([
  ['PORT=3000\nnonsense here\n', '.env.local, line 2: expected NAME=value.'],
  ['A=1\nB="never\nclosed\n', '.env.local, line 2: the quote " is never closed.'],
  ['PORT=abc', 'PORT must be a whole number from 1 to 65535 (set in .env.local).'],
  ['PORT=70000', 'PORT must be a whole number from 1 to 65535 (set in .env.local).'],
  ['AUGURY_DEMO=no', 'AUGURY_DEMO must be one of 0, 1 (set in .env.local).'],
  ['AUGURY_DATABASE_URL=mysql://x', 'AUGURY_DATABASE_URL must be a postgres:// address (set in .env.local).'],
  ['SUPABASE_URL=localhost', 'SUPABASE_URL must be an http(s) address (set in .env.local).'],
])('%j is refused in one sentence', (text, sentence) => {
  envFile(text)
  expect(() => readSettings(root, {})).toThrow(new StartError(sentence))
})

test('a value over several lines is one value', () => {
  envFile('A="one\ntwo"\nPORT=4001\n')
  expect(readSettings(root, {})).toMatchObject({ port: 4001, environment: { A: 'one\ntwo' } })
})

test('a file that cannot be read is named', () => {
  mkdirSync(join(root, '.env.local'))
  expect(() => readSettings(root, {})).toThrow(`${join(root, '.env.local')} cannot be read (EISDIR).`)
})
