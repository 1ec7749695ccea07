import { expect, test } from 'vitest'
import { drillInto } from '@/components/analytics/logs/log-days'

const days = [
  { day: '2025-12-31', calls: 1, failed: 1 },
  { day: '2026-01-01', calls: 2, failed: 0 },
  { day: '2026-02-27', calls: 3, failed: 1 },
  { day: '2026-02-28', calls: 4, failed: 0 },
]

test('C11 goes from years to months to days, the latest first, and back', () => {
  expect(drillInto(days, { from: null, to: null })).toEqual({
    path: [{ label: 'All days', days: { from: null, to: null } }],
    spans: [
      { key: '2026', label: '2026', from: '2026-01-01', to: '2026-12-31', calls: 9, failed: 1 },
      { key: '2025', label: '2025', from: '2025-01-01', to: '2025-12-31', calls: 1, failed: 1 },
    ],
  })
  const year = drillInto(days, { from: '2026-01-01', to: '2026-12-31' })
  expect(year.path.map(({ label }) => label)).toEqual(['All days', '2026'])
  expect(year.spans).toEqual([
    { key: '2026-02', label: 'February 2026', from: '2026-02-01', to: '2026-02-28', calls: 7, failed: 1 },
    { key: '2026-01', label: 'January 2026', from: '2026-01-01', to: '2026-01-31', calls: 2, failed: 0 },
  ])
  const month = drillInto(days, { from: '2026-02-01', to: '2026-02-28' })
  expect(month.path.map(({ label }) => label)).toEqual(['All days', '2026', 'February 2026'])
  expect(month.spans.map(({ label, calls }) => [label, calls])).toEqual([
    ['28 Feb', 4],
    ['27 Feb', 3],
  ])
  const day = drillInto(days, { from: '2026-02-28', to: '2026-02-28' })
  expect(day.path.at(-1)).toEqual({ label: '28 Feb 2026', days: { from: '2026-02-28', to: '2026-02-28' } })
  expect(day.spans).toEqual([])
})

test('C11 begins with months where there is one year, and counts the days of a range alone', () => {
  expect(drillInto(days.slice(1), { from: null, to: null }).spans.map(({ key }) => key)).toEqual([
    '2026-02',
    '2026-01',
  ])
  const range = drillInto(days, { from: '2026-01-01', to: '2026-02-27' })
  expect(range.spans.map(({ key, calls }) => [key, calls])).toEqual([
    ['2026-02', 3],
    ['2026-01', 2],
  ])
})
