// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { UsersTable } from '@/components/usage/users-table'
import type { UserUsage } from '@/lib/analytics/usage-answer'

afterEach(cleanup)

const figures = {
  requests: 1,
  failures: 0,
  inputTokens: 10,
  outputTokens: 5,
  totalTokens: 15,
  costUsd: 0.01,
  pricedRequests: 1,
}
const nobody: UserUsage = {
  ...figures,
  userId: null,
  externalUserId: null,
  name: null,
  email: null,
  byFeature: [],
}

test('C20 what names nobody may be of deleted accounts; what another service names is outside of Augury', () => {
  const byUser = [nobody, { ...nobody, externalUserId: 'customer-1' }]
  render(<UsersTable usage={{ byUser, otherUsers: null }} query={{ days: 30, from: null, to: null }} />)
  expect(screen.getByText('Nobody named').textContent).toContain('deleted accounts')
  expect(screen.getAllByText('outside of Augury')).toHaveLength(1)
})
