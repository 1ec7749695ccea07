// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { WhatFailed } from '@/components/analytics/what-failed'
import { UNFILTERED } from '@/lib/analytics/models-search'

afterEach(cleanup)

test('A15 C22 failed calls are told by kind, with their number and share', () => {
  const errors = [
    { kind: 'rate_limited', calls: 1200, share: 80 },
    { kind: 'timeout', calls: 299, share: 19.93 },
    { kind: 'unknown', calls: 1, share: 0.067 },
  ]
  const query = { ...UNFILTERED, days: 30, from: null, to: null, groupBy: null, model: 'gpt-5.5' }
  render(<WhatFailed errors={errors} query={query} period={{ from: '2026-01-01', to: '2026-01-30' }} />)
  expect(screen.getByText(/^Of 1,500 calls/)).toBeDefined()
  expect(screen.getAllByRole('row').map(({ textContent }) => textContent)).toEqual([
    'KindCallsShare of failed calls',
    'Rate limited1,20080.0%',
    'Timeout29919.9%',
    'Unknown1<0.1%',
  ])
  expect(screen.getByRole('link', { name: 'Rate limited' }).getAttribute('href')).toBe(
    '/analytics/logs?from=2026-01-01&to=2026-01-30&outcome=failed&model=gpt-5.5&error_kind=rate_limited',
  )
})
