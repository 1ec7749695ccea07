import { expect, test } from 'vitest'
import { comparePolicies, type GradedDecision } from '@/lib/analytics/policy-comparison'

const arms = [
  { provider: 'x', model: 'good' },
  { provider: 'x', model: 'bad' },
]

/** Draws alternate; the policy takes `good` with that chance, which succeeds nine times of ten, `bad` every second time. */
function log(size: number, chanceOfGood: number, rated = false): GradedDecision[] {
  const period = Math.round(1 / Math.min(chanceOfGood, 1 - chanceOfGood))
  return Array.from({ length: size }, (_, index) => {
    const isRare = index % period === 0
    const isGood = chanceOfGood <= 0.5 ? isRare : !isRare
    const turn = Math.floor(index / period) + index
    return {
      stratum: 'coding simple',
      arm: isGood ? 'x/good' : 'x/bad',
      probability: isGood ? chanceOfGood : 1 - chanceOfGood,
      candidates: 2,
      defaultArm: 'x/bad',
      success: isGood ? turn % 10 !== 3 : turn % 2 === 0,
      rating: rated ? (isGood ? 1 : -1) : 0,
      costUsd: isGood ? 0.03 : 0.01,
    }
  })
}

test('the best, dearest and cheapest constants are found, the best first after our own', () => {
  const { policies, againstDearest, againstCheapest } = comparePolicies(log(2000, 0.5), arms)
  expect(policies.map(({ policy, arm, is }) => [policy, arm?.model, is])).toEqual([
    ['own', undefined, []],
    ['constant', 'good', ['best', 'dearest']],
    ['constant', 'bad', ['cheapest']],
    ['default', undefined, []],
    ['uniform', undefined, []],
  ])
  const [own, good, bad, byDefault] = policies
  expect(own?.costUsd.estimate?.mean).toBeCloseTo(0.02, 9)
  expect(good?.costUsd.estimate?.mean).toBeCloseTo(0.03, 9)
  expect(byDefault?.success).toEqual(bad?.success)
  expect(againstDearest?.mean).toBeCloseTo(-0.01, 9)
  expect(againstCheapest?.mean).toBeCloseTo(0.01, 9)
})

test('exploring a bad arm is worse than the best constant for certain; exploring an equal one is level', () => {
  expect(comparePolicies(log(2000, 0.5), arms).againstBest).toMatchObject({ verdict: 'worse', contenders: 2 })
  const equal = log(2000, 0.5).map((each, index) => ({ ...each, success: Math.floor(index / 2) % 10 !== 3 }))
  expect(comparePolicies(equal, arms).againstBest).toMatchObject({ verdict: 'level', contenders: 2 })
})

test('choosing by task beats the best constant where each task has its own best arm', () => {
  const tasks = log(4000, 0.9).map((each, index): GradedDecision => {
    if (index < 2000) return each
    const arm = each.arm === 'x/good' ? 'x/bad' : 'x/good'
    return { ...each, arm, stratum: 'analysis simple' }
  })
  const { againstBest } = comparePolicies(tasks, arms)
  expect(againstBest).toMatchObject({ verdict: 'better' })
  expect(againstBest?.low).toBeGreaterThan(0)
})

test('quality is success times satisfaction once enough were rated', () => {
  const rated = comparePolicies(log(2000, 0.5, true), arms).againstBest
  const unrated = comparePolicies(log(2000, 0.5), arms).againstBest
  expect(unrated?.hasSatisfaction).toBe(false)
  expect(rated?.hasSatisfaction).toBe(true)
  expect(rated?.mean).toBeLessThan((unrated?.mean ?? 0) - 0.2)
})

test('an empty log compares nothing', () => {
  expect(comparePolicies([], [])).toMatchObject({
    againstBest: null,
    againstDearest: null,
    againstCheapest: null,
  })
})
