import { expect, test } from 'vitest'
import { safeNext } from '@/lib/auth/safe-next'

test.each(['/chat', '/analytics/models?days=7&model=gpt-5.5', '/invite/abc#x', '/'])('keeps %j', (path) => {
  expect(safeNext(path)).toBe(path)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/a\\..\\b',
  '/\n/evil.example',
  'https://evil.example/chat',
  'javascript:alert(1)',
  'chat',
  '',
  null,
  undefined,
  ['/chat'],
])('goes to the chat in place of %j', (next) => {
  expect(safeNext(next)).toBe('/chat')
})

test('whatever is kept stays on this origin as browsers read it', () => {
  for (let code = 0; code < 256; code++) {
    const next = `/${String.fromCharCode(code)}/evil.example`
    expect(new URL(safeNext(next), 'https://augury.test').origin).toBe('https://augury.test')
  }
})
