import { expect, test } from 'vitest'
import { conversationChange } from '@/lib/chat/conversation'
import { groupByDay } from '@/lib/chat/group-by-day'
import { latestAnswers } from '@/lib/chat/latest-answers'
import { titleOf } from '@/lib/chat/title-of'

test('A35 of a regenerated pair the latest answer is shown, and answers without a question stay', () => {
  const messages = [
    { id: 'q1', role: 'user' as const, replyToId: null },
    { id: 'a1', role: 'assistant' as const, replyToId: 'q1' },
    { id: 'a2', role: 'assistant' as const, replyToId: 'q1' },
    { id: 'x', role: 'assistant' as const, replyToId: null },
  ]
  expect(latestAnswers(messages).map(({ id }) => id)).toEqual(['q1', 'a2', 'x'])
})

test('A27 conversations are grouped by the days of the team, through a change of the clock', () => {
  const at = (id: string, updatedAt: string) => ({ id, updatedAt })
  // Berlin leaves summer time on 25 October 2026; its midnight is 22:00 UTC before and 23:00 UTC after.
  const list = [
    at('today', '2026-10-25T23:00:00Z'),
    at('yesterday', '2026-10-25T22:59:59Z'),
    at('also yesterday', '2026-10-24T22:00:00Z'),
    at('week', '2026-10-24T21:59:59Z'),
    at('earlier', '2026-10-01T12:00:00Z'),
  ]
  const groups = groupByDay(list, new Date('2026-10-26T10:00:00Z'), 'Europe/Berlin')
  expect(groups.map(({ label, conversations }) => [label, conversations.map(({ id }) => id)])).toEqual([
    ['Today', ['today']],
    ['Yesterday', ['yesterday', 'also yesterday']],
    ['This week', ['week']],
    ['Earlier', ['earlier']],
  ])
})

test('A14 a conversation is named after its first words', () => {
  expect(titleOf('  Hello\n  there ')).toBe('Hello there')
  expect(titleOf('a '.repeat(100))).toBe(`${'a '.repeat(30).trim()}…`)
  expect(titleOf('x'.repeat(100))).toBe(`${'x'.repeat(60)}…`)
  expect(titleOf(' \n ')).toBe('New conversation')
})

test('A14 a change of a conversation names wrong fields', () => {
  const wrong = (change: unknown) =>
    conversationChange.safeParse(change).error?.issues.map(({ path }) => path.join('.')) ?? []
  expect(wrong({ title: 'New' })).toEqual([])
  expect(wrong({ provider: null, model: null })).toEqual([])
  expect(wrong({ title: ' ' })).toEqual(['title'])
  expect(wrong({ provider: 'openai' })).toEqual(['model'])
  expect(wrong({ model: null })).toEqual(['model'])
  expect(wrong({})).toEqual([''])
  expect(wrong({ title: '\0' })).toEqual(['title'])
})

test('A14 a title is kept without what Postgres cannot hold', () => {
  expect(conversationChange.parse({ title: ' a\0b\ud800 ' })).toEqual({ title: 'ab\ufffd' })
})
