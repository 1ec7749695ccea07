import { expect, test } from 'vitest'
import { exampleOutcomes } from './example-outcomes'
import { drawRun, type FEEDBACK_MODES, feedbackRule } from './feedback'
import type { Feedback, Policy } from './policy'
import { poolOf } from './pool'
import { randomStream } from './random'
import { replay } from './replay'
import { worldOf } from './scenario'

const STEPS = 20_000
const pool = poolOf(exampleOutcomes({ one: [80], other: [40] }), ['one', 'other'])
const world = worldOf(pool, 'standard', STEPS, [])

/** What a policy that takes the arms in turn is told, call by call, and what was true. */
function told(mode: (typeof FEEDBACK_MODES)[number]) {
  const feedback: (Feedback & { toldAfter: number })[] = []
  let chosen = 0
  const inTurn: Policy = {
    choose: ({ index }) => {
      chosen = index + 1
      return { arm: index % 2, probability: null, predictedSuccess: null }
    },
    learn: (known) => feedback.push({ ...known, toldAfter: chosen }),
  }
  const draws = drawRun(STEPS, pool.prompts, randomStream(7, 1))
  const run = replay(world, draws, feedbackRule(mode, pool), inTurn)
  const calls = feedback.map((known, index) => ({ ...known, truth: run.success[index] === 1 }))
  const share = (of: typeof calls, is: (call: (typeof calls)[number]) => boolean) =>
    of.filter(is).length / of.length
  const rated = calls.filter(({ thumb }) => thumb !== 0)
  return {
    calls,
    seesTruth: share(calls, ({ success, truth }) => success === truth),
    succeeds: share(calls, ({ success }) => success),
    ratedRate: rated.length / calls.length,
    ratedAfter: (truth: boolean) =>
      share(
        calls.filter((call) => call.truth === truth),
        ({ thumb }) => thumb !== 0,
      ),
    agrees: share(rated, ({ thumb, truth }) => thumb > 0 === truth),
  }
}

test('A29 every: each outcome is seen, one in ten is rated, and 85 % of thumbs agree', () => {
  const { seesTruth, succeeds, ratedRate, agrees } = told('every')
  expect(seesTruth).toBe(1)
  expect(succeeds).toBeCloseTo(0.6, 1)
  expect(ratedRate).toBeCloseTo(0.1, 1.5)
  expect(agrees).toBeCloseTo(0.85, 1.3)
})

test.each([
  ['thumb10', 0.1],
  ['thumb5', 0.05],
] as const)('A29 %s: every call seems to succeed, and thumbs alone tell', (mode, rate) => {
  const { succeeds, ratedRate, ratedAfter, agrees } = told(mode)
  expect(succeeds).toBe(1)
  expect(Math.abs(ratedRate - rate)).toBeLessThan(0.01)
  expect(ratedAfter(true) / ratedAfter(false)).toBeCloseTo(1, 0)
  expect(Math.abs(agrees - 0.85)).toBeLessThan(0.04)
})

test('A29 biased: failures are three times as likely to be rated, at the same rate overall', () => {
  const { succeeds, ratedRate, ratedAfter } = told('biased')
  expect(succeeds).toBe(1)
  expect(Math.abs(ratedRate - 0.1)).toBeLessThan(0.01)
  expect(Math.abs(ratedAfter(false) / ratedAfter(true) - 3)).toBeLessThan(0.5)
})

test('A29 delayed: an outcome is known 500 calls later, with the time of its call', () => {
  const { calls, seesTruth } = told('delayed')
  expect(seesTruth).toBe(1)
  expect(calls).toHaveLength(STEPS - 500)
  expect(calls.every(({ toldAfter }, index) => toldAfter === index + 501)).toBe(true)
  const times = calls.map(({ at }) => at.getTime())
  expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true)
})
