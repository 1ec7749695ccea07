import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { type Objectives, paretoFront } from '@/lib/recommender/pareto'

type Named = Objectives & { name: string }

const point = (
  name: string,
  mean: number,
  p95Ms: number | null,
  costPerSuccessUsd: number | null,
): Named => ({ name, quality: { mean }, p95Ms, costPerSuccessUsd })
const dominatorsOf = (points: readonly Named[]) =>
  Object.fromEntries(
    paretoFront(points).map((placed) => [placed.point.name, placed.dominators.map(({ name }) => name)]),
  )

test('A41 each of the best, the fastest and the cheapest is on the front; what two of them beat names both, the better first', () => {
  expect(
    dominatorsOf([
      point('beaten', 0.7, 1500, 0.002),
      point('fast', 0.71, 300, 0.0015),
      point('best', 0.95, 1400, 0.002),
      point('cheap', 0.6, 2000, 0.0001),
    ]),
  ).toEqual({ beaten: ['best', 'fast'], fast: [], best: [], cheap: [] })
})

test('A41 equal arms share their place', () => {
  const twin = (name: string) => point(name, 0.9, 1000, 0.001)
  expect(dominatorsOf([twin('a'), twin('b'), point('c', 0.8, 1000, 0.001)])).toEqual({
    a: [],
    b: [],
    c: ['a', 'b'],
  })
})

test('A41 an unknown price is neither held against a model nor wins against a known one', () => {
  expect(
    dominatorsOf([
      point('unpriced', 0.9, 1000, null),
      point('dear', 0.9, 1200, 0.05),
      point('unpriced and slow', 0.9, 1300, null),
    ]),
  ).toEqual({ unpriced: [], dear: [], 'unpriced and slow': ['dear', 'unpriced'] })
})

test('A41 comparisons of partly known arms do not go in circles', () => {
  const points = [
    point('a', 0.9, 1, null),
    point('b', 0.9, 9, 3),
    point('c', 0.9, null, 4),
    point('d', 0.9, 0.5, 5),
  ]
  expect(dominatorsOf(points)).toEqual({ a: ['d'], b: [], c: ['b'], d: [] })
})

test('A41 no point of the front is dominated, every other is by one of the front, and the order does not matter', () => {
  const random = xoroshiro128plus(41)
  const upTo = (count: number) => uniformInt(random, 0, count - 1)
  const known = (value: number) => (upTo(4) === 0 ? null : value)
  for (let round = 0; round < 500; round++) {
    const points = Array.from({ length: 1 + upTo(9) }, (_, index) =>
      point(String(index), upTo(4) / 4, known(upTo(4)), known(upTo(4))),
    )
    const found = dominatorsOf(points)
    const isOnFront = (name: string) => found[name]?.length === 0
    expect(points.some(({ name }) => isOnFront(name))).toBe(true)
    for (const { name } of points) {
      const beaters = points
        .filter((other) => isBetter(other, points[Number(name)]))
        .map((other) => other.name)
      expect(isOnFront(name)).toBe(beaters.length === 0)
      expect(found[name]?.toSorted()).toEqual(beaters.filter(isOnFront).toSorted())
    }
    const sorted = (lists: Record<string, string[]>) =>
      Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.toSorted()]))
    expect(sorted(dominatorsOf(points.toReversed()))).toEqual(sorted(found))
  }
})

/** The definition read backwards, objective by objective. */
function isBetter(one: Named, other: Named | undefined): boolean {
  if (!other || one.quality.mean < other.quality.mean) return false
  let isSomewhereBetter = one.quality.mean > other.quality.mean
  for (const objective of ['p95Ms', 'costPerSuccessUsd'] as const) {
    const [own, than] = [one[objective], other[objective]]
    if (than === null) continue
    if (own === null || own > than) return false
    if (own < than) isSomewhereBetter = true
  }
  return isSomewhereBetter
}
