import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Evidence } from '@/lib/recommender/evidence'
import { aCell, someEvidence } from '@/lib/recommender/evidence.fixture'
import { EvidenceCache } from '@/lib/recommender/evidence-cache'

const TEAM = '0198c0de-0000-7000-8000-000000000001'

const known = (calls: number) => someEvidence([aCell({ calls })])
/** The rules alone decide. */
const NOTHING = someEvidence([], { settings: { exploreMin: 0, exploreMax: 0, qualityFloor: 0 } })

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
    staleMs: 600_000,
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
  await answer(known(1))
  expect(await first).toEqual(known(1))
  state.now = 29_999
  expect(await cache.get(TEAM)).toEqual(known(1))
  expect(state.reads).toHaveLength(1)
})

test('A29 readers at the same time share one read', async () => {
  const { cache, state, answer } = setUp()
  const both = Promise.all([cache.get(TEAM), cache.get(TEAM)])
  await answer(known(1))
  expect(await both).toEqual([known(1), known(1)])
  expect(state.reads).toHaveLength(1)
})

test('A13 a database that hangs costs the first reader its patience and later ones nothing', async () => {
  const { cache, state, answer } = setUp()
  expect(await cache.get(TEAM)).toEqual(NOTHING)
  state.now = 5
  expect(await cache.get(TEAM)).toEqual(NOTHING)
  expect(state.reads).toHaveLength(1)
  await answer(known(2))
  expect(await cache.get(TEAM)).toEqual(known(2))
})

test('A29 old evidence is served while it is renewed behind', async () => {
  const { cache, state, answer } = setUp()
  const first = cache.get(TEAM)
  await answer(known(1))
  await first
  state.now = 30_000
  expect(await cache.get(TEAM)).toEqual(known(1))
  await answer(known(2))
  expect(await cache.get(TEAM)).toEqual(known(2))
})

test('A13 a failed read keeps what is known, is reported, and is not tried again at once', async () => {
  const { cache, state, answer, fail } = setUp()
  const first = cache.get(TEAM)
  await answer(known(1))
  await first
  state.now = 30_000
  await cache.get(TEAM)
  await fail()
  expect(await cache.get(TEAM)).toEqual(known(1))
  expect(state).toMatchObject({ failures: 1, reads: [TEAM, TEAM] })
  state.now = 35_000
  await cache.get(TEAM)
  expect(state.reads).toHaveLength(3)
})

test('A29 teams are kept apart, and the one read longest ago goes first', async () => {
  const { cache, state, answer } = setUp(2)
  for (const [index, team] of ['a', 'b', 'c'].entries()) {
    const read = cache.get(team)
    await answer(known(index))
    expect(await read).toEqual(known(index))
  }
  expect(await cache.get('c')).toEqual(known(2))
  expect(await cache.get('b')).toEqual(known(1))
  expect(state.reads).toEqual(['a', 'b', 'c'])
  void cache.get('a')
  expect(state.reads).toEqual(['a', 'b', 'c', 'a'])
})

test('A13 evidence from long ago is waited for, but not longer than nothing would be', async () => {
  const { cache, state, answer } = setUp()
  const first = cache.get(TEAM)
  await answer(known(1))
  await first
  state.now = 600_000
  const second = cache.get(TEAM)
  await answer(known(2))
  expect(await second).toEqual(known(2))
  state.now = 1_200_000
  expect(await cache.get(TEAM)).toEqual(known(2))
})

test('A29 what was forgotten is read again, and what was being read does not come back', async () => {
  const { cache, state, answer } = setUp()
  const first = cache.get(TEAM)
  cache.forget(TEAM)
  const second = cache.get(TEAM)
  await answer(known(1))
  await answer(known(2))
  expect([await first, await second]).toEqual([known(1), known(2)])
  expect(await cache.get(TEAM)).toEqual(known(2))
  expect(state.reads).toHaveLength(2)
})

test('A41 a page is told that nothing could be read, and waits for what is new', async () => {
  const { cache, state, answer, fail } = setUp()
  const shown = cache.getFresh(TEAM)
  const refused = expect(shown).rejects.toThrow('could not be read')
  await fail()
  await refused
  const again = cache.getFresh(TEAM)
  await answer(known(1))
  expect(await again).toEqual(known(1))
  state.now = 30_000
  const newer = cache.getFresh(TEAM)
  await answer(known(2))
  expect(await newer).toEqual(known(2))
})
