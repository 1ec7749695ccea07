import { beforeEach, expect, test } from 'vitest'
import { createRenewingCache } from '@/lib/renewing-cache'

const clock = { now: 0 }
let loads: { resolve: (value: string) => void; reject: (error: Error) => void }[]
let failures: unknown[]

function cacheUnderTest(capacity = 100) {
  return createRenewingCache<string, string>({
    load: () => new Promise((resolve, reject) => loads.push({ resolve, reject })),
    now: () => clock.now,
    freshMs: 1000,
    staleMs: 10_000,
    patienceMs: 5,
    pauseMs: 100,
    capacity,
    onRenewalFailed: (error) => failures.push(error),
  })
}

async function filled(cache: ReturnType<typeof cacheUnderTest>, userId: string, value: string) {
  const reading = cache.get(userId, 'token')
  loads.at(-1)?.resolve(value)
  await reading
}

beforeEach(() => {
  clock.now = 0
  loads = []
  failures = []
})

test('asks once for readers at the same time, and not again while fresh', async () => {
  const cache = cacheUnderTest()
  const readings = [cache.get('ada', 'token'), cache.get('ada', 'token')]
  loads[0]?.resolve('lead')
  expect(await Promise.all(readings)).toEqual(['lead', 'lead'])
  clock.now = 999
  expect(await cache.get('ada', 'token')).toBe('lead')
  expect(loads).toHaveLength(1)
})

test('users never see each other', async () => {
  const cache = cacheUnderTest()
  await filled(cache, 'ada', 'lead')
  await filled(cache, 'bob', 'member')
  expect(await cache.get('ada', 'token')).toBe('lead')
  expect(await cache.get('bob', 'token')).toBe('member')
})

test('serves the older value when the database does not answer in time, and the new one once it has', async () => {
  const cache = cacheUnderTest()
  await filled(cache, 'ada', 'lead')
  clock.now = 1000
  expect(await cache.get('ada', 'token')).toBe('lead')
  loads[1]?.resolve('member')
  await Promise.resolve()
  expect(await cache.get('ada', 'token')).toBe('member')
})

test('serves the older value when the database refuses, and pauses before it asks again', async () => {
  const cache = cacheUnderTest()
  await filled(cache, 'ada', 'lead')
  clock.now = 1000
  const reading = cache.get('ada', 'token')
  loads[1]?.reject(new Error('down'))
  expect(await reading).toBe('lead')
  expect(failures).toEqual([new Error('down')])
  clock.now = 1099
  expect(await cache.get('ada', 'token')).toBe('lead')
  expect(loads).toHaveLength(2)
  clock.now = 1100
  expect(await cache.get('ada', 'token')).toBe('lead')
  expect(loads).toHaveLength(3)
})

test('without an older value, or with one that is too old, the failure is thrown and not kept', async () => {
  const cache = cacheUnderTest()
  const first = cache.get('ada', 'token')
  loads[0]?.reject(new Error('down'))
  await expect(first).rejects.toThrow('down')
  await filled(cache, 'ada', 'lead')
  clock.now = 10_000
  const late = cache.get('ada', 'token')
  loads.at(-1)?.reject(new Error('still down'))
  await expect(late).rejects.toThrow('still down')
})

test('what was forgotten is asked for again, also while an answer from before was on its way', async () => {
  const cache = cacheUnderTest()
  const before = cache.get('ada', 'token')
  cache.forget('ada')
  loads[0]?.resolve('lead')
  expect(await before).toBe('lead')
  const after = cache.get('ada', 'token')
  loads[1]?.resolve('member')
  expect(await after).toBe('member')
})

test('past its capacity it drops the user loaded longest ago', async () => {
  const cache = cacheUnderTest(2)
  for (const user of ['ada', 'bob', 'cem']) await filled(cache, user, 'member')
  void cache.get('bob', 'token')
  expect(loads).toHaveLength(3)
  void cache.get('ada', 'token')
  expect(loads).toHaveLength(4)
})

test('a change of a team forgets its members, and what was on its way', async () => {
  const cache = cacheUnderTest()
  await filled(cache, 'ada', 'ours')
  await filled(cache, 'bob', 'theirs')
  const before = cache.get('cem', 'token')
  cache.forgetWhere((team) => team === 'ours')
  loads.at(-1)?.resolve('ours')
  await before
  void cache.get('bob', 'token')
  expect(loads).toHaveLength(3)
  void cache.get('ada', 'token')
  void cache.get('cem', 'token')
  expect(loads).toHaveLength(5)
})
