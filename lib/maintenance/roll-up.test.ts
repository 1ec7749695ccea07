import { expect, test } from 'vitest'
import { rollUp } from './roll-up'

const AT_ONCE = { pauseMs: 0, signal: new AbortController().signal }

function chunksOf(...chunks: { calls: number; more: boolean }[]) {
  return async () => chunks.shift()
}

test('A11 rolls up until nothing is left', async () => {
  const chunk = chunksOf({ calls: 25_000, more: true }, { calls: 7, more: false }, { calls: 1, more: false })
  expect(await rollUp(chunk, AT_ONCE)).toBe(25_007)
})

test('A11 leaves it to whoever rolls up already', async () => {
  const chunk = chunksOf({ calls: 0, more: true }, { calls: 9, more: false })
  expect(await rollUp(chunk, AT_ONCE)).toBe(0)
})

test('A11 begins no chunk after the end of the process has begun', async () => {
  const ending = new AbortController()
  let chunks = 0
  const chunk = async () => {
    if (++chunks === 3) ending.abort()
    return { calls: 10, more: true }
  }
  expect(await rollUp(chunk, { pauseMs: 0, signal: ending.signal })).toBe(30)
  expect(await rollUp(chunk, { pauseMs: 0, signal: ending.signal })).toBe(0)
})

test('A11 a pause ends with the process', async () => {
  const ending = new AbortController()
  const chunk = async () => {
    setImmediate(() => ending.abort())
    return { calls: 10, more: true }
  }
  expect(await rollUp(chunk, { pauseMs: 3_600_000, signal: ending.signal })).toBe(10)
})
