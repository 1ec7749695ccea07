import { expect, test } from 'vitest'
import { raiseAlerts } from './raise-alerts'

test('C21 goes on until no team is left', async () => {
  const chunks = [
    { teams: 3, alerts: 0, more: true },
    { teams: 1, alerts: 2, more: false },
    { teams: 9, alerts: 0, more: false },
  ]
  const pace = { pauseMs: 0, signal: new AbortController().signal }
  expect(await raiseAlerts(async () => chunks.shift(), pace)).toBe(4)
})
