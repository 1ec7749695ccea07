import { expect, test } from 'vitest'
import { createSessionRefresher, type Renewal } from '@/lib/auth/session-refresher'

const renewal = (value: string): Renewal => ({ cookies: [{ name: 's', value, options: {} }], headers: {} })

function refresherUnderTest() {
  const clock = { now: 0 }
  const exchanges: { token: string; resolve: (r: Renewal) => void; reject: (e: Error) => void }[] = []
  const refresh = createSessionRefresher({
    exchange: (token) => new Promise((resolve, reject) => exchanges.push({ token, resolve, reject })),
    now: () => clock.now,
    keepMs: 1000,
  })
  return { clock, exchanges, refresh }
}

test('requests with the same token share one exchange', async () => {
  const { exchanges, refresh } = refresherUnderTest()
  const both = [refresh('old', 5000), refresh('old', 5000)]
  exchanges[0]?.resolve(renewal('new'))
  expect(await Promise.all(both)).toEqual([renewal('new'), renewal('new')])
  expect(exchanges.map(({ token }) => token)).toEqual(['old'])
})

test('a renewal too late for its request is there for the next, until it is too old', async () => {
  const { clock, exchanges, refresh } = refresherUnderTest()
  expect(await refresh('old', 1)).toBeNull()
  exchanges[0]?.resolve(renewal('new'))
  clock.now = 1000
  expect(await refresh('old', 5000)).toEqual(renewal('new'))
  clock.now = 1001
  void refresh('old', 1)
  expect(exchanges).toHaveLength(2)
})

test('a refusal is kept, an outage is tried again', async () => {
  const { exchanges, refresh } = refresherUnderTest()
  const down = refresh('old', 5000)
  exchanges[0]?.reject(new Error('unreachable'))
  expect(await down).toBeNull()
  const refused = refresh('old', 5000)
  exchanges[1]?.resolve('refused')
  expect(await refused).toBe('refused')
  expect(await refresh('old', 5000)).toBe('refused')
  expect(exchanges).toHaveLength(2)
})
