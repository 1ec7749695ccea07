import { expect, test } from 'vitest'
import { evaluator, kishSize, type LoggedDecision, type Policy, varianceOf } from '@/lib/analytics/off-policy'
import { aWorld, simulateLog, type World } from '@/lib/analytics/simulated-log.fixture'

const shares = (values: readonly (number | null)[]) => ({ values, isShare: true })

function decision(more: Partial<LoggedDecision>): LoggedDecision {
  return { stratum: 'coding', arm: 'a', probability: 0.5, candidates: 2, defaultArm: null, ...more }
}

/** What the policy would have seen on average of these very questions. */
function truth(world: World, strata: readonly number[], policy: Policy): number {
  const expected = (arms: readonly number[]) => {
    if (policy.kind === 'constant') return arms[Number(policy.arm.slice('arm '.length))] ?? Number.NaN
    if (policy.kind === 'default') return arms[0] ?? Number.NaN
    return arms.reduce((sum, arm) => sum + arm, 0) / arms.length
  }
  return strata.reduce((sum, stratum) => sum + expected(world[stratum] ?? []), 0) / strata.length
}

function bestConstant(world: World): Policy {
  const sums = (world[0] ?? []).map((_, arm) => world.reduce((sum, arms) => sum + (arms[arm] ?? 0), 0))
  return { kind: 'constant', arm: `arm ${sums.indexOf(Math.max(...sums))}` }
}

test('logs of 4,000 decisions: errors of 3 points or less, intervals that hold, and no word where there is too little', () => {
  const policies: ((world: World) => Policy)[] = [
    bestConstant,
    () => ({ kind: 'default' }),
    () => ({ kind: 'uniform' }),
  ]
  const seen = { errors: [] as number[], covered: 0, silent: 0 }
  for (let seed = 1; seed <= 25; seed++) {
    const world = aWorld(seed)
    const { log, successes, strata } = simulateLog(world, 4000, 1000 + seed)
    const evaluate = evaluator(log, shares(successes))
    for (const policyOf of policies) {
      const policy = policyOf(world)
      const { estimate } = evaluate(policy)
      const expected = truth(world, strata, policy)
      if (!estimate) seen.silent += 1
      else {
        seen.errors.push(Math.abs(estimate.mean - expected))
        seen.covered += Number(estimate.low <= expected && expected <= estimate.high)
      }
    }
  }
  expect(seen.errors.length).toBeGreaterThan(30)
  expect(seen.silent).toBeGreaterThan(5)
  expect(Math.sqrt(mean(seen.errors.map((error) => error ** 2)))).toBeLessThan(0.03)
  expect(seen.covered / seen.errors.length).toBeGreaterThan(0.88)
})

test('the calls that happen to match a policy overstate it; the estimate does not', () => {
  const world = aWorld(3)
  const { log, successes, strata } = simulateLog(world, 4000, 5)
  const expected = truth(world, strata, { kind: 'uniform' })
  expect(mean(successes) - expected).toBeGreaterThan(0.08)
  expect(
    Math.abs((evaluator(log, shares(successes))({ kind: 'uniform' }).estimate?.mean ?? 1) - expected),
  ).toBeLessThan(0.03)
})

test('by hand: a coin that fell evenly is worth the plain mean of either side', () => {
  const log = Array.from({ length: 400 }, (_, index) => decision({ arm: index % 2 ? 'a' : 'b' }))
  const values = log.map(({ arm }, index) => Number(arm === 'a' ? index % 10 < 8 : index % 4 === 0))
  const evaluate = evaluator(log, shares(values))
  for (const arm of ['a', 'b']) {
    const own = values.filter((_, index) => log[index]?.arm === arm)
    const { estimate, effectiveSize, influence } = evaluate({ kind: 'constant', arm })
    expect(estimate?.mean).toBeCloseTo(mean(own), 10)
    expect(effectiveSize).toBeCloseTo(200, 10)
    const share = mean(own)
    expect(varianceOf(influence)).toBeCloseTo((share * (1 - share)) / 200, 10)
  }
  expect(evaluate({ kind: 'own' }).estimate?.mean).toBeCloseTo(mean(values), 10)
  expect(evaluate({ kind: 'uniform' }).estimate?.mean).toBeCloseTo(mean(values), 10)
})

test('the mix of questions is that of the log, not that of the questions an arm was given', () => {
  // Arm a is drawn for nine of ten easy questions and one of ten hard ones; it always succeeds in the easy ones only.
  const log = Array.from({ length: 4000 }, (_, index) => {
    const isEasy = index % 2 === 0
    const isA = index % 20 < 2 ? !isEasy : isEasy
    return decision({
      stratum: isEasy ? 'easy' : 'hard',
      arm: isA ? 'a' : 'b',
      probability: isEasy === isA ? 0.9 : 0.1,
    })
  })
  const values = log.map(({ stratum, arm }) => Number(arm === 'b' || stratum === 'easy'))
  expect(evaluator(log, shares(values))({ kind: 'constant', arm: 'a' }).estimate?.mean).toBeCloseTo(0.5, 2)
})

test('under a hundred effective decisions, or where the policy would mostly do what was never done, there is no estimate', () => {
  const few = Array.from({ length: 198 }, (_, index) => decision({ arm: index % 2 ? 'a' : 'b' }))
  expect(evaluator(few, shares(few.map(() => 1)))({ kind: 'constant', arm: 'a' })).toMatchObject({
    estimate: null,
    effectiveSize: expect.closeTo(99, 6),
  })
  const sure = Array.from({ length: 500 }, (_, index) =>
    decision(index < 250 ? { probability: 1, arm: 'a' } : { stratum: 'analysis', probability: 1, arm: 'b' }),
  )
  expect(evaluator(sure, shares(sure.map(() => 1)))({ kind: 'constant', arm: 'a' })).toMatchObject({
    estimate: null,
    effectiveSize: expect.closeTo(250, 6),
    coverage: 0.5,
  })
  expect(evaluator([], shares([]))({ kind: 'own' })).toMatchObject({ estimate: null, effectiveSize: 0 })
})

test('one rare draw does not outweigh two thousand others', () => {
  const log = Array.from({ length: 4000 }, (_, index) => decision({ arm: index % 2 ? 'a' : 'b' }))
  const rare = decision({ arm: 'a', probability: 1 / 200 })
  const { estimate } = evaluator(
    [...log, rare],
    shares([...log.map(() => 1), 0]),
  )({ kind: 'constant', arm: 'a' })
  expect(estimate?.mean).toBeGreaterThan(0.98)
})

test('neither the order of decisions nor the names of the arms matter, and what is not known is left out', () => {
  const world = aWorld(8)
  const { log, successes } = simulateLog(world, 3000, 9)
  const policy = bestConstant(world)
  const plain = evaluator(log, shares(successes))(policy)
  const turned = evaluator(log.toReversed(), shares(successes.toReversed()))(policy)
  expect(turned.estimate?.mean).toBeCloseTo(plain.estimate?.mean ?? Number.NaN, 10)

  const renamed = log.map((each) => ({ ...each, arm: `z${each.arm}` }))
  const other = evaluator(
    renamed,
    shares(successes),
  )({ kind: 'constant', arm: policy.kind === 'constant' ? `z${policy.arm}` : '' })
  expect(other.estimate?.mean).toBeCloseTo(plain.estimate?.mean ?? Number.NaN, 10)

  const unknown = evaluator([...log, ...log], shares([...successes, ...log.map(() => null)]))(policy)
  expect(unknown.estimate).toEqual(plain.estimate)
})

test('an amount has an interval around it that never goes below zero', () => {
  const log = Array.from({ length: 400 }, (_, index) => decision({ arm: index % 2 ? 'a' : 'b' }))
  const values = log.map((_, index) => (index % 200 === 1 ? 10 : 0))
  const { estimate } = evaluator(log, { values, isShare: false })({ kind: 'constant', arm: 'a' })
  expect(estimate).toMatchObject({ mean: expect.closeTo(0.1, 10), low: 0 })
  expect(estimate?.high).toBeCloseTo(0.1 + 1.96 * Math.sqrt(0.99 / 200), 2)
})

test('Kish: equal weights count fully, one heavy weight counts as one', () => {
  expect(kishSize(Float64Array.of(2, 2, 2, 2))).toBe(4)
  expect(kishSize(Float64Array.of(1e9, 1, 1))).toBeCloseTo(1, 6)
})

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

test.each([0, 1])('where every outcome is %d the interval is that of as many decisions', (outcome) => {
  const log = Array.from({ length: 400 }, (_, index) =>
    decision({ arm: index % 2 ? 'a' : 'b', defaultArm: 'a' }),
  )
  const evaluate = evaluator(log, shares(log.map(() => outcome)))
  for (const [kind, size] of [
    ['own', 400],
    ['uniform', 400],
    ['default', 200],
  ] as const) {
    const estimate = evaluate({ kind }).estimate
    expect(estimate?.mean).toBeCloseTo(outcome, 9)
    const least = 1.96 ** 2 / (size + 1.96 ** 2)
    expect(outcome === 1 ? 1 - (estimate?.low ?? 0) : estimate?.high).toBeCloseTo(least, 2)
    expect(outcome === 1 ? estimate?.high : estimate?.low).toBeCloseTo(outcome, 9)
  }
})
