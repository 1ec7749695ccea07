import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import {
  type LatencySketch,
  latenciesOf,
  latencyBucket,
  latencyQuantile,
  mergedLatencies,
} from '@/lib/analytics/latency-sketch'

const SHARES = [0, 0.01, 0.5, 0.9, 0.95, 0.99, 1]

/** Whole milliseconds over nine orders of magnitude. */
function randomTimes(seed: number, count: number): number[] {
  const random = xoroshiro128plus(seed)
  return Array.from({ length: count }, () => Math.round(10 ** (uniformFloat64(random) * 9)))
}

function sketchOf(times: readonly number[]): LatencySketch {
  return mergedLatencies(times.map((ms) => [[latencyBucket(ms), 1]]))
}

test('A18 every quantile is within 1 % of the time at its rank', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const times = randomTimes(seed, 1 + seed * 7).sort((a, b) => a - b)
    for (const share of SHARES) {
      const exact = times[Math.max(0, Math.ceil(share * times.length) - 1)] ?? Number.NaN
      const quantile = latencyQuantile(sketchOf(times), share) ?? Number.NaN
      expect(Math.abs(quantile - exact) / exact, `${seed} ${share}`).toBeLessThanOrEqual(0.01 + 1e-12)
    }
  }
})

test('A18 merged sketches are the sketch of all times, in any order', () => {
  const parts = [randomTimes(1, 50), randomTimes(2, 300), [], randomTimes(3, 1)]
  const merged = mergedLatencies(parts.map(sketchOf))
  expect(merged).toEqual(sketchOf(parts.flat()))
  expect(mergedLatencies(parts.map(sketchOf).reverse())).toEqual(merged)
  expect(merged.map(([bucket]) => bucket)).toEqual(merged.map(([bucket]) => bucket).toSorted((a, b) => a - b))
})

test('A18 hand-known buckets, and no quantile of nothing', () => {
  expect([0, 1, 2, 3, 1000, 2_147_483_647].map(latencyBucket)).toEqual([0, 0, 35, 55, 346, 1075])
  expect(latencyQuantile([], 0.5)).toBeNull()
  expect(latencyQuantile([[0, 3]], 0.95)).toBeCloseTo(0.99, 12)
})

test('A18 the digits of the database are calls by bucket, the first bucket last', () => {
  expect(latenciesOf('')).toEqual([])
  expect(latenciesOf('7')).toEqual([[0, 7]])
  expect(latenciesOf(`12${'000000000345'}${'000000000000'}`)).toEqual([
    [1, 345],
    [2, 12],
  ])
})
