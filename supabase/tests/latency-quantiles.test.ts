import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect } from 'vitest'
import {
  type LatencySketch,
  latencyBucket,
  latencyQuantile,
  mergedLatencies,
} from '@/lib/analytics/latency-sketch'
import { onEveryDatabase, type StoryDatabase } from './stories'

const SHARES = [0, 0.01, 0.5, 0.9, 0.95, 0.99, 1]

/** Ten digits of difference are those that the two libraries of mathematics may have. */
const DIGITS = 1e-9

/** Whole milliseconds from 0 to the highest that a call may have, most of them far apart. */
function randomTimes(seed: number, count: number): number[] {
  const random = xoroshiro128plus(seed)
  return Array.from({ length: count }, () => uniformInt(random, 0, 2 ** uniformInt(random, 0, 31) - 1))
}

function sketchOf(times: readonly number[]): LatencySketch {
  return mergedLatencies(times.map((ms) => [[latencyBucket(ms), 1]]))
}

/** A sketch as the database keeps it. */
function digitsOf(sketch: LatencySketch): string {
  return sketch
    .reduce((digits, [bucket, calls]) => digits + BigInt(calls) * 10n ** (12n * BigInt(bucket)), 0n)
    .toString()
}

function expectNear(actual: unknown, expected: readonly (number | null)[], ratio: number) {
  if (!Array.isArray(actual)) throw new TypeError(`${actual} is no array`)
  expect(actual).toHaveLength(expected.length)
  for (const [index, value] of expected.entries()) {
    expect(Math.abs(actual[index] / Number(value) - 1), `${actual[index]} for ${value}`).toBeLessThanOrEqual(
      ratio,
    )
  }
}

const callsOf = (sketch: LatencySketch) => sketch.reduce((sum, [, calls]) => sum + calls, 0)

async function quantilesOf(
  db: StoryDatabase,
  sketch: LatencySketch,
  calls = callsOf(sketch),
): Promise<unknown> {
  const [row] = await db.sql('select private.latency_quantiles($1::numeric, $2, $3::float8[]) as quantiles', [
    digitsOf(sketch),
    calls,
    SHARES,
  ])
  return row?.quantiles
}

onEveryDatabase('latency quantiles', (story) => {
  story('A18 the database reads a sketch as the library does', async (db) => {
    for (let seed = 1; seed <= 30; seed++) {
      const sketch = sketchOf(randomTimes(seed, seed ** 2))
      expectNear(
        await quantilesOf(db, sketch),
        SHARES.map((share) => latencyQuantile(sketch, share)),
        DIGITS,
      )
    }
  })

  story('A18 billions of calls in one bucket do not run into the next', async (db) => {
    const sketch: LatencySketch = [
      [0, 1],
      [1, 99_999_999_998],
      [500, 1],
      [1075, 99_999_999_999],
    ]
    expectNear(
      await quantilesOf(db, sketch),
      SHARES.map((share) => latencyQuantile(sketch, share)),
      DIGITS,
    )
  })

  story('A18 a sketch that lacks calls tells nothing, and fails nobody', async (db) => {
    for (const times of [[1], [1, 1, 1], [8, 8], [8, 500], [500, 500], [500, 90_000]]) {
      const sketch = sketchOf(times)
      expect(await quantilesOf(db, sketch, callsOf(sketch) + 1), `${times}`).toBeNull()
    }
  })

  story('A18 quantiles of added sketches are within 1 % of those of all the times', async (db) => {
    for (let seed = 1; seed <= 10; seed++) {
      const parts = Array.from({ length: 12 }, (_, part) => randomTimes(100 * seed + part, part * seed))
      const [row] = await db.sql(
        `select private.latency_quantiles(
          (select sum(part::numeric) from unnest($1::text[]) as part),
          $2,
          $3::float8[]
        ) as quantiles`,
        [
          parts.filter((times) => times.length > 0).map((times) => digitsOf(sketchOf(times))),
          parts.flat().length,
          SHARES,
        ],
      )
      const times = parts.flat().sort((a, b) => a - b)
      // Below 2 ms there is one bucket, at 1 ms.
      const exact = SHARES.map((share) =>
        Math.max(1, times[Math.max(0, Math.ceil(share * times.length) - 1)] ?? Number.NaN),
      )
      expectNear(row?.quantiles, exact, 0.01 + DIGITS)
    }
  })
})
