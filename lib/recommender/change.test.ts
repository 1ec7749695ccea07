import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { Beliefs } from '@/lib/recommender/beliefs'
import {
  type CallsInOrder,
  findChange,
  findRecovery,
  hopeSince,
  type KnownChange,
} from '@/lib/recommender/change'
import { aCell, someEvidence } from '@/lib/recommender/evidence.fixture'

const ARM = { provider: 'openai', model: 'gpt-5.5' }
const HOUR = 3_600_000

/** Calls on a task, one a minute: `1` for a success, `0` for a failure. */
const callsOn = (taskType: string, outcomes: string, from = 0): CallsInOrder['calls'] =>
  Array.from(outcomes, (outcome, i) => [taskType, 'simple', outcome === '1' ? 1 : 0, from + 60_000 * i])
const history = (...calls: CallsInOrder['calls'][]): CallsInOrder => ({
  ...ARM,
  calls: calls.flat().toSorted((a, b) => a[3] - b[3]),
})
const certain = (mean: number) => () => ({ mean, variance: 0 })
const unheard = () => Number.NEGATIVE_INFINITY
const aDrop = (part: Partial<KnownChange> = {}): KnownChange => ({
  ...ARM,
  taskType: null,
  direction: 'drop',
  changedAt: 0,
  foundAt: HOUR,
  successBefore: 0.9,
  successAfter: 0,
  callsAfter: 8,
  ...part,
})

test('A29 five failures of a model that surely succeeds nine times in ten are a drop, since the first of them: 5 ln 10 > 11', () => {
  const before = '1111111110'.repeat(3)
  expect(findChange(history(callsOn('coding', `${before}100000`)), certain(0.9), unheard)).toEqual({
    ...ARM,
    taskType: null,
    direction: 'drop',
    changedAt: 60_000 * 31,
    successBefore: expect.closeTo(0.9, 12),
    successAfter: 0,
    callsAfter: 5,
  })
  expect(findChange(history(callsOn('coding', `${before}10000`)), certain(0.9), unheard)).toBeNull()
})

test('A29 a model that does better than it surely did has changed too', () => {
  const found = findChange(history(callsOn('coding', `00001${'1'.repeat(11)}`)), certain(0.3), unheard)
  expect(found).toMatchObject({ direction: 'recovery', changedAt: 60_000 * 4, callsAfter: 12 })
  expect(found?.successAfter).toBe(1)
})

test('A29 what is little known is not called changed by the same failures', () => {
  const calls = history(callsOn('coding', '100000'))
  expect(findChange(calls, certain(0.9), unheard)).not.toBeNull()
  expect(findChange(calls, () => ({ mean: 0.9, variance: 0.01 }), unheard)).toBeNull()
})

test('A29 what is expected is taken without the calls in doubt, which had their share in it', () => {
  // Of 100 calls 75 succeeded, the last 20 with 10: the 80 others say 65 ÷ 80.
  const calls = history(callsOn('coding', `${'1111111111111000'.repeat(5)}${'10'.repeat(10)}`))
  const found = findChange(calls, () => ({ mean: 0.75, variance: (0.75 * 0.25) / 100 }), unheard)
  expect(found).toBeNull()
  const worse = history(callsOn('coding', `${'1111111111111000'.repeat(5)}${'0'.repeat(20)}`))
  expect(
    findChange(worse, () => ({ mean: 0.65, variance: (0.65 * 0.35) / 100 }), unheard)?.successBefore,
  ).toBeCloseTo(
    // The three failures before them are taken for later ones.
    65 / 77,
    2,
  )
})

test('A29 a drop on one task is told of that task, whatever the names and the order of tasks', () => {
  const told = (dropped: string, others: readonly string[]) => {
    const steady = others.map((task, i) => callsOn(task, '0111111111'.repeat(5), 1000 * (i + 1)))
    return findChange(history(...steady, callsOn(dropped, `${'1'.repeat(44)}000000`)), certain(0.9), unheard)
  }
  const found = told('coding', ['analysis', 'creative', 'other', 'reasoning'])
  expect(found).toMatchObject({
    taskType: 'coding',
    direction: 'drop',
    changedAt: 44 * 60_000,
    callsAfter: 6,
  })
  expect(told('zzz', ['d', 'c', 'b', 'a'])).toEqual({ ...found, taskType: 'zzz' })
})

test('A29 calls that a known change was found by are not spent again, those on other tasks are', () => {
  const calls = history(
    callsOn('coding', `1111${'0'.repeat(10)}`),
    callsOn('analysis', `1111${'0'.repeat(10)}`),
  )
  const heard = (...tasks: string[]) =>
    findChange(calls, certain(0.9), (task) => (tasks.includes(task) ? HOUR : 0))
  expect(heard('coding', 'analysis')).toBeNull()
  expect(heard('coding')).toMatchObject({ callsAfter: 10 })
  expect(heard()).toMatchObject({ taskType: null, callsAfter: 20 })
})

test('A29 of 20 models that do not change over 2,000 calls at most one is said to', () => {
  const rng = xoroshiro128plus(7)
  let alarms = 0
  for (let run = 0; run < 20; run++) {
    const rate = uniformInt(rng, 30, 97)
    const outcomes = Array.from({ length: 2000 }, () => (uniformInt(rng, 1, 100) <= rate ? '1' : '0')).join(
      '',
    )
    const calls = callsOn('coding', outcomes)
    let successes = 0
    for (const [index, [, , success]] of calls.entries()) {
      successes += success
      const seen = index + 1
      if (seen < 200) continue
      const mean = successes / seen
      const expected = () => ({ mean, variance: (mean * (1 - mean)) / seen })
      if (findChange({ ...ARM, calls: calls.slice(seen - 200, seen) }, expected, unheard) === null) continue
      alarms++
      break
    }
  }
  expect(alarms).toBeLessThanOrEqual(1)
})

test('A29 a model that dropped has recovered once its answers say so eight nats better than chance, since the first of them', () => {
  // Eight failures after a drop: one in ten is the rate they are worth, so that a success counts ln 9, a failure −ln 9.
  const calls = callsOn('coding', '01011111', 2 * HOUR)
  expect(hopeSince(aDrop(), calls.slice(0, 2)).ratio).toBeCloseTo(Math.log(9), 12)
  expect(hopeSince(aDrop(), calls.slice(0, 3)).ratio).toBe(0)
  expect(findRecovery(aDrop(), calls.slice(0, 6))).toBeNull()
  expect(findRecovery(aDrop(), calls)).toEqual({
    ...ARM,
    taskType: null,
    direction: 'recovery',
    changedAt: 2 * HOUR + 60_000 * 3,
    successBefore: 0,
    successAfter: 1,
    callsAfter: 5,
  })
})

test('A29 what happens on other tasks, or until a drop was found, is no recovery from it', () => {
  const successes = '1'.repeat(9)
  expect(findRecovery(aDrop({ taskType: 'coding' }), callsOn('analysis', successes, 2 * HOUR))).toBeNull()
  expect(findRecovery(aDrop(), callsOn('coding', successes, 0))).toBeNull()
})

test('A29 a model that dropped is tried again after six hours, and more often the likelier it has recovered', () => {
  const share = (changes: readonly KnownChange[], outcomes: string, now: number) =>
    Beliefs.of({
      ...someEvidence([aCell({ calls: 100 })]),
      recent: [history(callsOn('coding', outcomes, 2 * HOUR))],
      changes,
    }).retryShare(ARM, 'coding', now)
  expect(share([aDrop()], '', 6.9 * HOUR)).toBe(0)
  expect(share([aDrop()], '', 7 * HOUR)).toBe(0.01)
  expect(share([aDrop()], '0', 7.9 * HOUR)).toBe(0)
  expect(share([aDrop()], '0', 8 * HOUR)).toBe(0.01)
  expect(share([aDrop()], '1', 3 * HOUR)).toBeCloseTo(0.09, 12)
  expect(share([aDrop()], '11', 3 * HOUR)).toBe(0.1)
  expect(share([aDrop()], '10', 3 * HOUR)).toBe(0)
  expect(share([aDrop({ taskType: 'analysis' })], '11', 3 * HOUR)).toBe(0)
  expect(share([aDrop(), aDrop({ direction: 'recovery', changedAt: 2 * HOUR })], '11', 3 * HOUR)).toBe(0)
})

test('A29 a recovery is found once, and a drop that a later one has replaced is not recovered from', () => {
  const found = (changes: readonly KnownChange[]) =>
    Beliefs.of({
      ...someEvidence([aCell({ calls: 10, successes: 5 })]),
      recent: [history(callsOn('coding', '1111', 2 * HOUR))],
      changes,
    }).findChanges()
  const recovery = aDrop({ direction: 'recovery', changedAt: 2 * HOUR, foundAt: 3 * HOUR })
  const dropAgain = aDrop({ changedAt: 3 * HOUR, foundAt: 4 * HOUR })
  expect(found([aDrop()])).toMatchObject([{ direction: 'recovery', changedAt: 2 * HOUR, callsAfter: 4 }])
  expect(found([aDrop(), recovery])).toEqual([])
  expect(found([aDrop(), dropAgain])).toEqual([])
})
