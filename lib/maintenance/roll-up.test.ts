import { expect, test } from 'vitest'
import { rollUpRound } from './roll-up'

type Chunk = {
  calls: number
  more: boolean
  failed?: { team_id: string; reason: string; failures: number }
  restoredTeams?: number
}

const FAILED = { team_id: 'a', reason: 'broken', failures: 1 }

function rollUp(
  chunk: () => Promise<Chunk | undefined>,
  pace = { pauseMs: 0, signal: new AbortController().signal },
) {
  const said: string[] = []
  const write = (_: object, message: string) => void said.push(message)
  const whole = async () => ({ failed: null, restoredTeams: null, ...(await chunk()) })
  return { round: rollUpRound(whole, pace, { info: write, error: write }), said }
}

function chunksOf(...chunks: Chunk[]) {
  return { chunks, next: async () => chunks.shift() }
}

test('A11 rolls up until nothing is left', async () => {
  const { chunks, next } = chunksOf(
    { calls: 25_000, more: true },
    { calls: 7, more: false },
    { calls: 1, more: false },
  )
  expect(await rollUp(next).round()).toBe(true)
  expect(chunks).toHaveLength(1)
})

test('A11 leaves it to whoever rolls up already', async () => {
  const { chunks, next } = chunksOf({ calls: 0, more: true }, { calls: 9, more: false })
  expect(await rollUp(next).round()).toBe(false)
  expect(chunks).toHaveLength(1)
})

test('A11 a team that fails does not hold up the others, and is said once until it has worked', async () => {
  const { next } = chunksOf(
    { calls: 0, more: true, failed: FAILED },
    { calls: 9, more: false },
    { calls: 0, more: true, failed: { ...FAILED, failures: 2 } },
    { calls: 0, more: false },
    { calls: 0, more: true, failed: FAILED },
    { calls: 0, more: false },
  )
  const { round, said } = rollUp(next)
  expect([await round(), said.length]).toEqual([true, 1])
  expect([await round(), said.length]).toEqual([false, 1])
  expect([await round(), said.length]).toEqual([false, 2])
})

test('A11 says that a database was restored, and goes on', async () => {
  const { chunks, next } = chunksOf({ calls: 0, more: true, restoredTeams: 3 }, { calls: 9, more: false })
  const { round, said } = rollUp(next)
  expect(await round()).toBe(true)
  expect(said).toEqual(['this database was restored: every team is counted anew'])
  expect(chunks).toEqual([])
})

test('A11 begins no chunk after the end of the process has begun', async () => {
  const ending = new AbortController()
  let chunks = 0
  const chunk = async () => {
    if (++chunks === 3) ending.abort()
    return { calls: 10, more: true }
  }
  const { round } = rollUp(chunk, { pauseMs: 0, signal: ending.signal })
  await round()
  expect(await round()).toBe(false)
  expect(chunks).toBe(3)
})

test('A11 a pause ends with the process', async () => {
  const ending = new AbortController()
  const chunk = async () => {
    setImmediate(() => ending.abort())
    return { calls: 10, more: true }
  }
  expect(await rollUp(chunk, { pauseMs: 3_600_000, signal: ending.signal }).round()).toBe(true)
})
