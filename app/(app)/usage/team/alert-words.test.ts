import { expect, test } from 'vitest'
import type { Alert } from '@/lib/analytics/alerts-answer'
import { subjectName, whatIsUsual, whatWasUsed } from './alert-words'

const alert: Alert = {
  id: '0190a000-0000-7000-8000-000000000001',
  kind: 'unusual_cost',
  day: '2026-11-18',
  subject: 'user',
  userId: '0190a000-0000-7000-8000-000000000002',
  externalUserId: null,
  userName: 'Ida',
  feature: null,
  provider: null,
  model: null,
  measured: 42.104,
  usual: 0.5,
  unusualFrom: 6.2,
  comparedWith: 'own days',
  comparedDays: 41,
  raisedAt: '2026-11-18T15:00:00Z',
  isOpen: true,
  dismissedAt: null,
  dismissedBy: null,
}

test('C21 says whose day it was, how much, and what is usual by how many days', () => {
  expect(`${subjectName(alert)} ${whatWasUsed(alert)}`).toBe('Ida used $42.10 on 18 Nov 2026')
  expect(whatIsUsual(alert)).toBe('Usual is $0.50, the median of 41 days with use; unusual above $6.20')
})

test('C21 names each kind of subject, also one that is gone', () => {
  const named = (more: Partial<Alert>) => subjectName({ ...alert, ...more })
  expect(named({ userName: null })).toBe('A former member')
  expect(named({ userName: null, externalUserId: 'customer-7' })).toBe('customer-7')
  expect(named({ subject: 'team' })).toBe('The whole team')
  expect(named({ subject: 'feature', feature: 'rag_pipeline' })).toBe('RAG pipeline')
  expect(named({ subject: 'model', model: 'gpt-5.5', provider: 'openai' })).toBe('gpt-5.5 (openai)')
})

test('C21 what has no price is told in tokens or requests, and whom a new user is compared with', () => {
  const unpriced = { ...alert, kind: 'unusual_tokens', measured: 9e6, usual: 2e5, unusualFrom: 1e6 } as const
  expect(whatWasUsed(unpriced)).toContain('9M unpriced tokens')
  expect(whatWasUsed({ ...alert, kind: 'unusual_requests', measured: 5000 })).toContain(
    '5,000 unpriced requests',
  )
  expect(whatIsUsual({ ...alert, comparedWith: 'days of others', comparedDays: 168 })).toContain(
    'the median of 168 days of the other users, as this one is new',
  )
})
