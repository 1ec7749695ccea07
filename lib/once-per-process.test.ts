import { expect, test, vi } from 'vitest'

test('A13 pages and routes share one outbox and one memory, though each loads its own copy of the code', async () => {
  const first = await import('@/lib/once-per-process')
  vi.resetModules()
  const second = await import('@/lib/once-per-process')
  expect(second.oncePerProcess).not.toBe(first.oncePerProcess)
  const made = first.oncePerProcess('test', () => ({}))
  expect(second.oncePerProcess('test', () => ({}))).toBe(made)
  expect(second.oncePerProcess('another', () => ({}))).not.toBe(made)
})
