import { describe, expect, test } from 'vitest'
import { chancesOfBest, chancesOfFirstWithin, chancesWithin } from '@/lib/recommender/chances'
import type { Estimate } from '@/lib/recommender/hierarchy'
import { randomOf } from '@/lib/recommender/random-evidence.fixture'

const DRAWS = 200_000
const TOLERANCE = 0.03
const about = (mean: number, deviation: number): Estimate => ({ mean, variance: deviation ** 2 })

/** How often each is the highest, within the tolerance, and the first within it, of draws one after the other. */
function sampled(estimates: readonly Estimate[], seed: number) {
  const { normal } = randomOf(seed)
  const [best, within, first] = [0, 0, 0].map(() => estimates.map(() => 0)) as [number[], number[], number[]]
  const count = (counts: number[], index: number) => {
    counts[index] = (counts[index] ?? 0) + 1 / DRAWS
  }
  for (let draw = 0; draw < DRAWS; draw++) {
    const values = estimates.map(({ mean, variance }) => mean + Math.sqrt(variance) * normal())
    const highest = Math.max(...values)
    count(best, values.indexOf(highest))
    count(
      first,
      values.findIndex((value) => value >= highest - TOLERANCE),
    )
    for (const [index, value] of values.entries()) if (value >= highest - TOLERANCE) count(within, index)
  }
  return { best, within, first }
}

function expectNear(chances: ArrayLike<number>, frequencies: readonly number[]): void {
  expect(chances).toHaveLength(frequencies.length)
  for (const [index, frequency] of frequencies.entries()) {
    expect(Math.abs((chances[index] ?? 0) - frequency), `of ${index}`).toBeLessThan(0.01)
  }
}

const randomEstimates = (count: number, seed: number) => {
  const { uniform } = randomOf(seed)
  return Array.from({ length: count }, () => about(0.7 + 0.2 * uniform(), 0.005 + 0.1 * uniform()))
}

describe('chances are what sampling would find', () => {
  test.each([
    ['two alike', [about(0.8, 0.05), about(0.8, 0.05)]],
    ['one well known, one hardly', [about(0.8, 0.003), about(0.75, 0.2)]],
    ['one better beyond doubt', [about(0.6, 0.02), about(0.9, 0.02), about(0.5, 0.03)]],
    [
      'two close ones among doubtful ones',
      [about(0.9, 0.01), about(0.895, 0.01), about(0.85, 0.05), about(0.8, 0.1)],
    ],
    ['three at random', randomEstimates(3, 1)],
    ['five at random', randomEstimates(5, 2)],
    ['twelve at random', randomEstimates(12, 3)],
  ])('A29 %s', (_, estimates) => {
    const { best, within, first } = sampled(estimates, 11)
    expectNear(chancesOfBest(estimates), best)
    expectNear(chancesWithin(estimates, TOLERANCE), within)
    expectNear(chancesOfFirstWithin(estimates, TOLERANCE), first)
  })
})

describe('chances', () => {
  const sets = Array.from({ length: 60 }, (_, seed) => randomEstimates(1 + (seed % 20), seed))
  const sum = (chances: Float64Array) => chances.reduce((total, chance) => total + chance, 0)

  test('A29 sum to one and are none below nothing', () => {
    for (const estimates of sets) {
      for (const chances of [chancesOfBest(estimates), chancesOfFirstWithin(estimates, 0.05)]) {
        expect(sum(chances)).toBeCloseTo(1, 12)
        expect(Math.min(...chances)).toBeGreaterThanOrEqual(0)
      }
      const within = chancesWithin(estimates, 0.05)
      expect(Math.max(...within)).toBeLessThanOrEqual(1)
      expect(sum(within)).toBeGreaterThan(0.99)
    }
  })

  test('A29 go with the estimate, wherever it stands', () => {
    for (const [seed, estimates] of sets.entries()) {
      const order = randomOf(seed).shuffled([...estimates.keys()])
      const moved = order.map((index) => estimates[index] as Estimate)
      for (const chancesOf of [chancesOfBest, (list: Estimate[]) => chancesWithin(list, 0.05)]) {
        const [straight, other] = [chancesOf(estimates), chancesOf(moved)]
        for (const [place, index] of order.entries())
          expect(other[place]).toBeCloseTo(straight[index] ?? 0, 9)
      }
    }
  })

  test('A29 the first is by the order only where more than one is good enough', () => {
    const [cheap, dear] = [about(0.88, 0.001), about(0.9, 0.001)]
    expect(chancesOfFirstWithin([cheap, dear], 0.05)[0]).toBeCloseTo(1, 6)
    expect(chancesOfFirstWithin([cheap, dear], 0.005)[1]).toBeCloseTo(1, 6)
    expect(chancesOfFirstWithin([cheap, dear], 0)[1]).toBeCloseTo(1, 6)
  })

  test('A29 nothing to choose from has no chances, and one alone has them all, known or not', () => {
    expect([...chancesOfBest([])]).toEqual([])
    for (const deviation of [0, 0.1]) {
      expect([...chancesOfBest([about(0.5, deviation)])]).toEqual([1])
      expect([...chancesOfFirstWithin([about(0.5, deviation)], 0.05)]).toEqual([1])
    }
  })

  test('A29 what is known exactly is the best or is not', () => {
    const exact = [0.6, 0.8, 0.7].map((mean) => about(mean, 0))
    expect(chancesOfBest(exact)[1]).toBeCloseTo(1, 6)
    expect(chancesWithin(exact, 0.15)[2]).toBeCloseTo(1, 6)
    expect(chancesWithin(exact, 0.05)[2]).toBeCloseTo(0, 6)
  })
})
