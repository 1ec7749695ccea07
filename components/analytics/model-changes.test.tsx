// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ModelChanges } from '@/components/analytics/model-changes'
import type { ShownChange } from '@/lib/analytics/recommendations-answer'

afterEach(cleanup)

const drop: ShownChange = {
  provider: 'openai',
  model: 'gpt-5.6',
  taskType: null,
  direction: 'drop',
  changedAt: '2026-11-20T14:03:00Z',
  foundAt: '2026-11-20T16:30:00Z',
  successBefore: 0.95,
  successAfter: 0.61,
  callsAfter: 24,
}
const recovery: ShownChange = {
  ...drop,
  taskType: 'coding',
  direction: 'recovery',
  changedAt: '2026-11-21T09:00:00Z',
  foundAt: '2026-11-21T11:00:00Z',
  successBefore: 0.61,
  successAfter: 0.94,
  callsAfter: 30,
}

test('A42 changes are told latest first, with rates, the team’s clock and the calls they were found by', () => {
  render(<ModelChanges changes={[drop, recovery]} days={30} timeZone="Europe/Berlin" />)
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'gpt-5.6 recovered for coding: 61.0% of its calls succeeded before, 94.0% sinceSince 21 Nov 2026, 10:00, found 21 Nov 2026, 12:00 after 30 calls',
    'gpt-5.6 got worse on all tasks: 95.0% of its calls succeeded before, 61.0% sinceSince 20 Nov 2026, 15:03, found 20 Nov 2026, 17:30 after 24 calls',
  ])
})

test('A42 no change is said to be none', () => {
  render(<ModelChanges changes={[]} days={7} timeZone="UTC" />)
  expect(screen.getByText('No model became worse or better for certain in 7 days')).toBeDefined()
})
