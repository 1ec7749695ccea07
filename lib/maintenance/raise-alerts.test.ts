import { expect, test } from 'vitest'
import { raiseAlertsRound } from './raise-alerts'

test('C21 goes on until no team is left, past one that fails', async () => {
  const chunks = [
    { teams: 3, alerts: 0, more: true, failed: null },
    { teams: 0, alerts: 0, more: true, failed: { team_id: 'a', reason: 'broken', failures: 1 } },
    { teams: 1, alerts: 2, more: false, failed: null },
    { teams: 0, alerts: 0, more: false, failed: null },
  ]
  const said: string[] = []
  const write = (_: object, message: string) => void said.push(message)
  const pace = { pauseMs: 0, signal: new AbortController().signal }
  const round = raiseAlertsRound(async () => chunks.shift(), pace, { info: write, error: write })
  expect(await round()).toBe(true)
  expect([said.length, chunks.length]).toEqual([1, 1])
  expect(await round()).toBe(false)
})
