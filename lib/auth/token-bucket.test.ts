import { expect, test } from 'vitest'
import { createTokenBucket } from '@/lib/auth/token-bucket'

function bucketAt(clock: { now: number }, capacity = 100) {
  return createTokenBucket({ burst: 3, refillMs: 1000, now: () => clock.now, capacity })
}

test('a burst is allowed, then one more per refill, and the wait is told', () => {
  const clock = { now: 0 }
  const bucket = bucketAt(clock)
  expect([1, 2, 3].map(() => bucket.take('a'))).toEqual([0, 0, 0])
  expect(bucket.take('a')).toBe(1000)
  clock.now = 400
  expect(bucket.take('a')).toBe(600)
  clock.now = 1000
  expect(bucket.take('a')).toBe(0)
  expect(bucket.take('a')).toBe(1000)
})

test('an attempt may cost several, and more than a burst costs a burst', () => {
  const clock = { now: 0 }
  const bucket = bucketAt(clock)
  expect(bucket.take('a', 2)).toBe(0)
  expect(bucket.take('a', 2)).toBe(1000)
  expect(bucket.take('a')).toBe(0)
  expect(bucket.take('a', 5)).toBe(3000)
  clock.now = 3000
  expect(bucket.take('a', 5)).toBe(0)
  expect(bucket.take('a')).toBe(1000)
})

test('keys do not share their allowance', () => {
  const bucket = bucketAt({ now: 0 })
  for (let i = 0; i < 3; i++) bucket.take('a')
  expect(bucket.take('b')).toBe(0)
})

test('an attempt given back is never more than the burst', () => {
  const bucket = bucketAt({ now: 0 })
  bucket.take('a')
  bucket.giveBack('a')
  bucket.giveBack('a')
  expect([1, 2, 3, 4].map(() => bucket.take('a'))).toEqual([0, 0, 0, 1000])
})

test('past its capacity it forgets the key used longest ago', () => {
  const bucket = bucketAt({ now: 0 }, 2)
  for (let i = 0; i < 3; i++) bucket.take('a')
  bucket.take('b')
  bucket.take('c')
  expect(bucket.take('a')).toBe(0)
})
