import { expect, test } from 'vitest'
import {
  dayAt,
  errorKindLabel,
  formatClock,
  formatCompact,
  formatDay,
  formatDuration,
  formatPercent,
  formatQuantity,
  formatUsd,
  taskTypeLabel,
} from '@/lib/format'

test.each([
  [null, '–'],
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [9994, '9.99 s'],
  [9996, '10.0 s'],
  [119_949, '119.9 s'],
  [150_000, '2.5 min'],
])('A18 %s ms is written %s', (value, text) => {
  expect(formatDuration(value)).toBe(text)
})

test.each([
  [null, '–'],
  [0, '0%'],
  [0.04, '<0.1%'],
  [96.25, '96.3%'],
  [99.96, '>99.9%'],
  [100, '100%'],
])('A18 a rate of %s is written %s and never rounded to all or nothing', (value, text) => {
  expect(formatPercent(value)).toBe(text)
})

test.each([
  [null, '–'],
  [0, '$0'],
  [0.000421, '$0.00042'],
  [0.5, '$0.50'],
  [0.996, '$1.00'],
  [12.345, '$12.35'],
  [1234.5, '$1,235'],
])('A18 %s dollars are written %s', (value, text) => {
  expect(formatUsd(value)).toBe(text)
})

test('A18 counts, days and times are written one way', () => {
  expect([formatCompact(99_999), formatCompact(1_234_567)]).toEqual(['99,999', '1.23M'])
  expect([formatQuantity(1, 'call'), formatQuantity(1200, 'call')]).toEqual(['1 call', '1,200 calls'])
  expect(formatDay('2026-11-21', 'with year')).toBe('21 Nov 2026')
  expect(formatClock('2026-11-21T23:30:00Z', 'Europe/Berlin')).toBe('00:30')
  expect([dayAt('2026-11-21T23:30:00Z', 'Asia/Kathmandu'), dayAt('2026-11-21T23:30:00Z', 'UTC')]).toEqual([
    '2026-11-22',
    '2026-11-21',
  ])
  expect(taskTypeLabel('general_chat')).toBe('General chat')
  expect(errorKindLabel('rate_limited')).toBe('Rate limited')
})
