// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { SummaryCards } from '@/components/analytics/summary-cards'
import { metricsOf } from '@/components/analytics/thirty-days.fixture'
import { UNFILTERED } from '@/lib/analytics/models-search'

afterEach(cleanup)

test('A18 C22 each text that counts calls leads to the calls it says', () => {
  const tally = {
    succeeded: 950,
    failed: 50,
    stopped: 7,
    up: 0,
    down: 0,
    meanMs: 2000,
    cost: 10,
    tokens: 900_000,
  }
  const metrics = metricsOf(tally)
  const period = {
    days: 30,
    from: '2026-01-01',
    to: '2026-01-30',
    previousFrom: '2025-12-02',
    previousTo: '2025-12-31',
    previousUntil: '2026-01-01T00:00:00',
  }
  render(
    <SummaryCards
      summary={{ ...metrics, totalCalls: metrics.usageCount, metrics, previous: null }}
      query={{ ...UNFILTERED, days: 30, from: null, to: null, groupBy: null }}
      period={period}
      today="2026-02-01"
    />,
  )
  const days = '/analytics/logs?from=2026-01-01&to=2026-01-30'
  const links = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])
  expect(links).toEqual([
    ['1,007', days],
    ['50 failed', `${days}&outcome=failed`],
    ['7 stopped', `${days}&outcome=stopped`],
    ['950 succeeded', `${days}&outcome=ok`],
    ['$10.00', days],
  ])
})
