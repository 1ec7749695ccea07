import { expect, test } from 'vitest'
import { HISTORY_LENGTH, history } from '@/lib/chat/history'
import type { SpokenMessage } from '@/lib/chat/turn-request'

const id = '0198c0de-0000-7000-8000-000000000001'
const user = (text: string): SpokenMessage => ({ id, role: 'user', text })
const assistant = (text: string): SpokenMessage => ({ id, role: 'assistant', text })

test('A12 a model reads what was said, without answers that never came', () => {
  expect(history([user('a'), assistant(''), user('b')])).toEqual([
    { role: 'user', content: 'a' },
    { role: 'user', content: 'b' },
  ])
})

test('A12 a long conversation is cut at its beginning and begins with the user', () => {
  const long = Array.from({ length: 99 }, (_, i) => (i % 2 === 0 ? user(`q${i}`) : assistant(`a${i}`)))
  const kept = history(long)
  expect(kept.length).toBeLessThanOrEqual(HISTORY_LENGTH)
  expect(kept[0]?.role).toBe('user')
  expect(kept.at(-1)).toEqual({ role: 'user', content: 'q98' })
})

test('A12 the last message is sent whole, whatever its length', () => {
  const long = 'x'.repeat(300_000)
  expect(history([user('a'), assistant('b'), user(long)])).toEqual([{ role: 'user', content: long }])
})
