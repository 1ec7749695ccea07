// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ZoneNote } from '@/components/analytics/zone-note'
import type { CountedTeam } from '@/lib/analytics/models-answer'

afterEach(cleanup)

const team: CountedTeam = {
  id: '0198f6a2-7b1c-7d3e-9a55-0c2f4e6d8b10',
  name: 'Reading room',
  timeZone: 'Europe/Berlin',
  isDemo: false,
  zoneSince: null,
  nextTimeZone: null,
  nextZoneFrom: null,
  recounted: null,
  recountFails: false,
}
const period = { from: '2026-11-01', to: '2026-11-21' }

function noteOf(change: Partial<CountedTeam>) {
  render(<ZoneNote team={{ ...team, ...change }} period={period} />)
  const note = screen.queryByRole('status')?.textContent ?? null
  cleanup()
  return note
}

test('A24 a change of zone is told where the days shown straddle it, and only there', () => {
  expect(noteOf({ zoneSince: '2026-11-02' })).toBe(
    'Days count in Europe/Berlin since 2 Nov 2026; earlier days are those of the zone before.',
  )
  expect(noteOf({ zoneSince: '2026-11-21' })).toContain('since 21 Nov 2026')
  for (const zoneSince of [null, '2026-11-01', '2026-11-22']) expect(noteOf({ zoneSince })).toBeNull()
})

test('A24 while days are counted anew it is said whose they still are', () => {
  const next = { nextTimeZone: 'Asia/Tokyo' }
  expect(noteOf({ ...next, recounted: 0.459 })).toBe(
    'Counting days anew in Asia/Tokyo, 45% done; until then days are those of Europe/Berlin.',
  )
  expect(noteOf(next)).toBe('Counting days anew in Asia/Tokyo; until then days are those of Europe/Berlin.')
})

test('A24 a lead is told that counting anew went wrong', () => {
  expect(noteOf({ nextTimeZone: 'Asia/Tokyo', recounted: 0.459, recountFails: true })).toContain(
    'it is tried again',
  )
})

test('A24 a zone that counts only from next week is told with its day', () => {
  expect(noteOf({ nextTimeZone: 'America/New_York', nextZoneFrom: '2026-11-23' })).toBe(
    'Days count in America/New_York from 23 Nov 2026, as calls of this week are no longer kept; until then they are those of Europe/Berlin.',
  )
})

test('A24 where no days are shown only a change under way is told', () => {
  render(<ZoneNote team={{ ...team, zoneSince: '2026-11-02' }} />)
  expect(screen.queryByRole('status')).toBeNull()
  render(<ZoneNote team={{ ...team, nextTimeZone: 'Asia/Tokyo' }} />)
  expect(screen.getByRole('status').textContent).toContain('Counting days anew in Asia/Tokyo')
})
