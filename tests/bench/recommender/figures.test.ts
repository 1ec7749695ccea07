import { expect, test } from 'vitest'
import { exampleOutcomes } from './example-outcomes'
import { drawRun, feedbackRule } from './feedback'
import { figures } from './figures'
import type { Policy } from './policy'
import { poolOf } from './pool'
import { randomStream } from './random'
import { replay } from './replay'
import { type ScenarioName, worldOf } from './scenario'

const STEPS = 4000
const pool = poolOf(exampleOutcomes({ near: [89, 40], best: [90, 20], rival: [70, 39] }), [
  'near',
  'best',
  'rival',
])

/** The figures up to a step of a policy that takes and praises the first arm. */
function loyal(says: { success: number; confidence: number }, scenario: ScenarioName = 'standard') {
  const policy: Policy = {
    choose: () => ({ arm: 0, probability: 1, predictedSuccess: says.success }),
    learn: () => {},
    judge: ({ task }) => ({ arm: task === 0 ? 0 : 1, confidence: says.confidence }),
  }
  const world = worldOf(pool, scenario, STEPS, [])
  const run = () =>
    replay(world, drawRun(STEPS, pool.prompts, randomStream(3, 1)), feedbackRule('every', pool), policy)
  return (name: string, to: number) => figures(world, [run()], { name, from: 0, to })
}

test('A32 confidence hits where the pick is truly within two points of the best of the task', () => {
  expect(loyal({ success: 0.5, confidence: 0.9 })('cumulative', STEPS)).toMatchObject({
    confidence_says: 0.9,
    confidence_hits: 0.5,
    ece_confidence: 0.4,
  })
})

test('A32 a hit is judged by what is true when it is asked', () => {
  const always = loyal({ success: 0.5, confidence: 1 }, 'drop')
  // The first arm loses 30 points at half time: right for the first task before, for neither after.
  expect(always('cumulative', 2000).confidence_hits).toBe(0.5)
  expect(always('cumulative', STEPS).confidence_hits).toBe(0)
})

test('A29 the error of predicted success is that of what came of the decisions', () => {
  const { reward, ece_success } = loyal({ success: 0.25, confidence: 1 })('cumulative', STEPS)
  expect(ece_success).toBeCloseTo(reward - 0.25, 3)
})

test('A29 a policy without opinions has no calibration', () => {
  const world = worldOf(pool, 'standard', STEPS, [])
  const silent: Policy = {
    choose: () => ({ arm: 2, probability: null, predictedSuccess: null }),
    learn: () => {},
  }
  const draws = drawRun(STEPS, pool.prompts, randomStream(3, 1))
  const run = replay(world, draws, feedbackRule('every', pool), silent)
  const [window] = world.windows
  if (!window) throw new Error('no window')
  const silence = figures(world, [run], window)
  expect(silence).not.toHaveProperty('ece_success')
  expect(silence).not.toHaveProperty('ece_confidence')
})
