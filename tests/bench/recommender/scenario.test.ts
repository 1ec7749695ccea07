import { expect, test } from 'vitest'
import { exampleOutcomes } from './example-outcomes'
import { poolOf } from './pool'
import { bestArm, worldOf } from './scenario'

const outcomes = exampleOutcomes({ bad: [50, 20], best: [90, 20], even: [60, 40] })
const pool = poolOf(outcomes, ['bad', 'best', 'even'])
const phases = (...[scenario, steps = 10_000]: [Parameters<typeof worldOf>[1], number?]) =>
  worldOf(pool, scenario, steps, []).phases.map(({ from, to, means, available, random, oracle }) => ({
    span: [from, to],
    means: [...means].map((mean) => Number(mean.toFixed(9))),
    available: [...available],
    random: [...random].map((mean) => Number(mean.toFixed(6))),
    oracle: [...oracle].map((mean) => Number(mean.toFixed(9))),
  }))

const STANDARD = {
  means: [0.5, 0.9, 0.6, 0.2, 0.2, 0.4],
  available: [1, 1, 1],
  random: [0.666667, 0.266667],
  oracle: [0.9, 0.4],
}

test('A29 standard: nothing changes', () => {
  expect(phases('standard')).toEqual([{ span: [0, 10_000], ...STANDARD }])
})

test('A29 drop: the best model loses 30 points on each task at half time, but not below none', () => {
  expect(phases('drop')).toEqual([
    { span: [0, 5000], ...STANDARD },
    {
      span: [5000, 10_000],
      means: [0.5, 0.6, 0.6, 0.2, 0, 0.4],
      available: [1, 1, 1],
      random: [0.566667, 0.2],
      oracle: [0.6, 0.4],
    },
  ])
})

test('A29 outage: the best model fails for two thousand calls', () => {
  const [before, during, after] = phases('outage')
  expect([before, after]).toEqual([
    { span: [0, 5000], ...STANDARD },
    { span: [7000, 10_000], ...STANDARD },
  ])
  expect(during).toMatchObject({ span: [5000, 7000], means: [0.5, 0, 0.6, 0.2, 0, 0.4] })
})

test('A29 newmodel: the best model is missing until half time', () => {
  const [before, after] = phases('newmodel')
  expect(before).toMatchObject({ available: [1, 0, 1], random: [0.55, 0.3], oracle: [0.6, 0.4] })
  expect(after).toEqual({ span: [5000, 10_000], ...STANDARD })
})

test('A29 versions: an arm keeps its name while another model answers for it', () => {
  const pairs = [
    { before: 'bad', after: 'best' },
    { before: 'even', after: 'even' },
  ]
  const { arms, phases } = worldOf(pool, 'versions', 4000, pairs)
  expect(arms).toEqual(['bad', 'even'])
  expect(phases.map(({ to, modelOf }) => [to, ...modelOf])).toEqual([
    [2000, 0, 2],
    [4000, 1, 2],
  ])
  expect(phases[1]?.means[0]).toBeCloseTo(0.9)
})

test('A29 the best single model is the best over the whole run among those that are always there', () => {
  const best = (scenario: Parameters<typeof worldOf>[1]) =>
    bestArm(pool, worldOf(pool, scenario, 10_000, []).phases)
  expect(best('standard')).toBe(1)
  expect(best('outage')).toBe(2)
  expect(best('newmodel')).toBe(2)
})

test('A29 each scenario has its own windows, and says when a run is too short for them', () => {
  const windows = (scenario: Parameters<typeof worldOf>[1], steps: number) =>
    worldOf(pool, scenario, steps, []).windows.map(({ name, from, to }) => `${name} ${from}-${to}`)
  expect(windows('standard', 10_000)).toEqual([
    'cumulative 0-500',
    'cumulative 0-2000',
    'cumulative 0-10000',
    'last_fifth 8000-10000',
  ])
  expect(windows('drop', 10_000)).toContain('first_2000_after 5000-7000')
  expect(windows('outage', 10_000)).toContain('during 5000-7000')
  expect(windows('newmodel', 600)).toEqual([
    'cumulative 0-500',
    'cumulative 0-600',
    'last_fifth 480-600',
    'after 300-600',
  ])
  expect(windows('versions', 4000)).toEqual(
    expect.arrayContaining(['first_500_after 2000-2500', 'after 2000-4000']),
  )
  expect(() => windows('drop', 3999)).toThrow('--steps must be at least 4000 for --scenario drop, not 3999.')
})
