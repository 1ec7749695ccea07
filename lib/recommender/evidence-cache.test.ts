import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aCell } from '@/lib/recommender/evidence.fixture'
import { type Evidence, EvidenceCache } from '@/lib/recommender/evidence-cache'

const TEAM = '0198c0de-0000-7000-8000-000000000001'

/** A cache whose clock and reads the test moves by hand. */
function setUp(capacity = 10) {
  const state = { now: 0, reads: [] as string[], failures: 0 }
  const answers: { resolve: (evidence: Evidence) => void; reject: (error: Error) => void }[] = []
  const cache = new EvidenceCache({
    read: (teamId) => {
      state.reads.push(teamId)
      return new Promise((resolve, reject) => answers.push({ resolve, reject }))
    },
    now: () => state.now,
    freshMs: 30_000,
    patienceMs: 5,
    pauseMs: 5_000,
    capacity,
    onReadFailed: () => {
      state.failures += 1
    },
  })
  const answer = async (evidence: Evidence) => {
    answers.shift()?.resolve(evidence)
    await sleep(0)
  }
  const fail = async () => {
    answers.shift()?.reject(new Error('down'))
    await sleep(0)
  }
  return { cache, state, answer, fail }
}

test('A29 the first read is waited for and then kept while it is fresh', async () => {
  const { cache, state, answer } = setUp()
  const first = cache.get(TEAM)
  await answer([aCell({ calls: 1 })])
  expect(await first).toEqual([aCell({ calls: 1 })])
  state.now = 29_999
  expect(await cache.get(TEAM)).toEqual([aCell({ calls: 1 })])
  expect(state.reads).toHaveLength(1)
})

test('A29 readers at the same time share one read', async () => {
  const { cache, state, answer } = setUp()
  const both = Promise.all([cache.get(TEAM), cache.get(TEAM)])
  await answer([aCell({ calls: 1 })])
  expect(await both).toEqual([[aCell({ calls: 1 })], [aCell({ calls: 1 })]])
  expect(state.reads).toHaveLength(1)
})

test('A13 a database that hangs costs the first reader its patience and later ones nothing', async () => {
  const { cache, state, answer } = setUp()
  expect(await cache.get(TEAM)).toEqual([])
  state.now = 5
  expect(await cache.get(TEAM)).toEqual([])
  expect(state.reads).toHaveLength(1)
  await answer([aCell({ calls: 2 })])
  expect(await cache.get(TEAM)).toEqual([aCell({ calls: 2 })])
})

test('A29 old evidence is served while it is renewed behind', async () => {
  const { cache, state, answer } = setUp()
  const first = cache.get(TEAM)
  await answer([aCell({ calls: 1 })])
  await first
  state.now = 30_000
  expect(await cache.get(TEAM)).toEqual([aCell({ calls: 1 })])
  await answer([aCell({ calls: 2 })])
  expect(await cache.get(TEAM)).toEqual([aCell({ calls: 2 })])
})

test('A13 a failed read keeps what is known, is reported, and is not tried again at once', async () => {
  const { cache, state, answer, fail } = setUp()
  const first = cache.get(TEAM)
  await answer([aCell({ calls: 1 })])
  await first
  state.now = 30_000
  await cache.get(TEAM)
  await fail()
  expect(await cache.get(TEAM)).toEqual([aCell({ calls: 1 })])
  expect(state).toMatchObject({ failures: 1, reads: [TEAM, TEAM] })
  state.now = 35_000
  await cache.get(TEAM)
  expect(state.reads).toHaveLength(3)
})

test('A29 teams are kept apart, and the one read longest ago goes first', async () => {
  const { cache, state, answer } = setUp(2)
  for (const [index, team] of ['a', 'b', 'c'].entries()) {
    const read = cache.get(team)
    await answer([aCell({ calls: index })])
    expect(await read).toEqual([aCell({ calls: index })])
  }
  expect(await cache.get('c')).toEqual([aCell({ calls: 2 })])
  expect(await cache.get('b')).toEqual([aCell({ calls: 1 })])
  expect(state.reads).toEqual(['a', 'b', 'c'])
  void cache.get('a')
  expect(state.reads).toEqual(['a', 'b', 'c', 'a'])
})
