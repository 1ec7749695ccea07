import { describe, expect, test } from 'vitest'
import type { Estimate } from '@/lib/recommender/hierarchy'
import { choices, drawn, type Option, qualityOf, TOLERATED_LOSS } from '@/lib/recommender/policy'
import type { Verdicts } from '@/lib/recommender/posterior'
import { type Random, randomOf } from '@/lib/recommender/random-evidence.fixture'
import { PRIORITIES, type Priority } from '@/lib/vocabulary'

const about = (mean: number, deviation: number): Estimate => ({ mean, variance: deviation ** 2 })

/** Known a little, of middling price and speed, unless told. */
function option(success: number, part: Partial<Option> = {}): Option {
  return {
    expected: { success: about(success, 0.03), satisfaction: about(0.8, 0.01) },
    costUsd: 0.01,
    latencyMs: 1000,
    calls: 100,
    isDefault: false,
    retryShare: 0,
    ...part,
  }
}

/** Every fourth call fails and every tenth is rated: enough to learn from. */
const TELLING: Verdicts = { ratedShare: 0.1, failedShare: 0.25 }
const SILENT: Verdicts = { ratedShare: 0.005, failedShare: 0.001 }
const FREE = { exploreMin: 0, exploreMax: 1, qualityFloor: 0 }

type Asked = { priority?: Priority; verdicts?: Verdicts; settings?: Partial<typeof FREE> }
function choose(
  options: readonly Option[],
  { priority = 'quality', verdicts = TELLING, settings }: Asked = {},
) {
  const { probabilities, best } = choices({
    options,
    priority,
    verdicts,
    settings: { ...FREE, ...settings },
  })
  return { chances: [...probabilities], best, explored: 1 - (probabilities[best] ?? 0) }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function randomOptions({ uniform, int }: Random): Option[] {
  return Array.from({ length: int(1, 12) }, (_, index) =>
    option(0.6 + 0.38 * uniform(), {
      expected: {
        success: about(0.6 + 0.38 * uniform(), 0.005 + 0.1 * uniform()),
        satisfaction: about(0.6 + 0.3 * uniform(), 0.01 + 0.05 * uniform()),
      },
      costUsd: uniform() < 0.2 ? null : 0.0001 * 1000 ** uniform(),
      latencyMs: uniform() < 0.2 ? null : 300 * 50 ** uniform(),
      calls: int(0, 500),
      isDefault: index === 0,
    }),
  )
}

describe('of any options', () => {
  const asked = (priority: Priority) =>
    Array.from({ length: 40 }, (_, seed) => {
      const random = randomOf(seed)
      const settings = { exploreMin: 0.1 * random.uniform(), exploreMax: 0.2 + 0.8 * random.uniform() }
      const verdicts = seed % 2 === 0 ? TELLING : SILENT
      return { seed, options: randomOptions(random), how: { priority, settings, verdicts } }
    })

  test.each(PRIORITIES)('A29 chances sum to one, none is negative, and the bounds hold: %s', (priority) => {
    for (const { options, how } of asked(priority)) {
      const { chances, explored } = choose(options, how)
      expect(sum(chances)).toBeCloseTo(1, 12)
      expect(Math.min(...chances)).toBeGreaterThanOrEqual(0)
      expect(explored).toBeLessThanOrEqual(how.settings.exploreMax + 1e-12)
      // Where nothing else may be the best, nothing else is tried.
      if (explored > 0) expect(explored).toBeGreaterThanOrEqual(how.settings.exploreMin - 1e-12)
    }
  })

  test.each(PRIORITIES)('A29 the order of the options changes nothing: %s', (priority) => {
    for (const { seed, options, how } of asked(priority)) {
      // Of unknown price or speed one comes before another only by the order, so there is at most one here.
      const field = priority === 'cost' ? 'costUsd' : 'latencyMs'
      const known = options.filter((own, index) => index === 0 || own[field] !== null)
      const order = randomOf(seed + 1).shuffled([...known.keys()])
      const [straight, moved] = [
        choose(known, how),
        choose(
          order.map((index) => known[index] as Option),
          how,
        ),
      ]
      expect(order[moved.best]).toBe(straight.best)
      for (const [place, index] of order.entries()) {
        expect(moved.chances[place]).toBeCloseTo(straight.chances[index] ?? 0, 9)
      }
    }
  })

  test('A29 a draw falls on each with its chance, and on none without one', () => {
    const chances = [0, 0.2, 0, 0.5, 0.3, 0]
    const counts = chances.map(() => 0)
    for (let draw = 0; draw < 1000; draw++) {
      const index = drawn(chances, (draw + 0.5) / 1000)
      counts[index] = (counts[index] ?? 0) + 1
    }
    expect(counts).toEqual([0, 200, 0, 500, 300, 0])
    expect(drawn(chances, 0)).toBe(1)
    expect(drawn([0.5, 0.5], 0.5)).toBe(1)
    // Where rounding leaves the sum below the draw, the last that has a chance.
    expect(drawn([0.1, 0.2, 0], 0.999)).toBe(1)
  })
})

describe('exploring', () => {
  test('A29 goes where it may pay: to what is little known before what is known to be worse', () => {
    const known = option(0.85, { expected: { success: about(0.85, 0.01), satisfaction: about(0.8, 0.01) } })
    const worse = option(0.8, { expected: { success: about(0.8, 0.01), satisfaction: about(0.8, 0.01) } })
    const unknown = option(0.8, {
      expected: { success: about(0.8, 0.08), satisfaction: about(0.8, 0.01) },
      calls: 0,
    })
    const { chances, best } = choose([known, worse, unknown])
    expect(best).toBe(0)
    expect(chances[2]).toBeGreaterThan(10 * (chances[1] ?? 1))
  })

  test('A29 is less the better the best is known', () => {
    const explored = [0.1, 0.05, 0.02, 0.005].map(
      (deviation) =>
        choose(
          [0.85, 0.82, 0.8].map((mean) =>
            option(mean, { expected: { success: about(mean, deviation), satisfaction: about(0.8, 0.001) } }),
          ),
        ).explored,
    )
    expect(explored).toEqual(explored.toSorted((a, b) => b - a))
    expect(explored[0]).toBeGreaterThan(0.1)
    expect(explored.at(-1)).toBeLessThan(0.001)
  })

  test('A29 is less where calls tell little, as it then pays back late', () => {
    const options = [0.85, 0.83, 0.8].map((mean) => option(mean))
    expect(choose(options, { verdicts: SILENT }).explored).toBeLessThan(choose(options).explored)
  })

  const oddsOfDear = (costUsd: number | null, priority: Priority = 'quality') => {
    const { chances } = choose([option(0.82, { costUsd: 0.001 }), option(0.86, { costUsd })], { priority })
    expect(sum(chances)).toBeCloseTo(1, 12)
    return (chances[1] ?? 0) / (chances[0] ?? 0)
  }

  test.each(['quality', 'cost'] as const)(
    'A29 is by chance per dollar: ten times the price, a tenth of the chance: %s',
    (priority) => {
      const even = oddsOfDear(0.001001, priority)
      expect(even).toBeGreaterThan(0.001)
      expect(oddsOfDear(0.01001, priority) / even).toBeCloseTo(0.1, 3)
    },
  )

  test('A29 what costs nothing is preferred a hundredfold, what has no known price not at all', () => {
    const even = oddsOfDear(0.001)
    expect(oddsOfDear(0) / even).toBeCloseTo(100, 0)
    expect(oddsOfDear(null) / even).toBeCloseTo(1, 9)
  })

  test('A29 where ratings are all that tells, the price of a call does not count', () => {
    const asked = (costUsd: number) =>
      choose([option(0.85), option(0.84, { costUsd })], { verdicts: { ratedShare: 0.1, failedShare: 0 } })
        .chances
    expect(asked(1)).toEqual(asked(0.001))
  })

  test('A29 a newcomer is tried whatever it costs', () => {
    const asked = (costUsd: number, calls: number) =>
      choose([option(0.85, { calls: 1e6 }), option(0.84, { costUsd, calls })]).chances[1] ?? 0
    expect(asked(1, 0) / asked(0.001, 0)).toBeGreaterThan(0.9)
    expect(asked(1, 1e5) / asked(0.001, 1e5)).toBeLessThan(0.01)
  })

  test('A29 for speed the price of a call does not count', () => {
    const asked = (costUsd: number) =>
      choose([option(0.85), option(0.84, { costUsd, latencyMs: 2000 })], { priority: 'speed' }).chances
    expect(asked(1)).toEqual(asked(0.001))
  })

  test('A29 none is none, even of what is to be tried again', () => {
    const options = [option(0.85), option(0.84), option(0.5, { retryShare: 0.1 })]
    const none = choose(options, { settings: { exploreMin: 0, exploreMax: 0 } })
    expect(none.chances).toEqual([1, 0, 0])
  })

  test('A29 at least a share, though nothing is in doubt but what may be the best', () => {
    const sure = (mean: number) =>
      option(mean, { expected: { success: about(mean, 0.01), satisfaction: about(0.8, 0.001) } })
    const { chances } = choose([sure(0.85), sure(0.83), sure(0.79)], { settings: { exploreMin: 0.2 } })
    expect(chances[0]).toBeCloseTo(0.8, 9)
    expect(chances[1]).toBeCloseTo(0.2, 9)
    expect(chances[2]).toBe(0)
  })

  test('A29 an arm that dropped is tried again with the share asked for, which the others give', () => {
    const options = [option(0.9), option(0.2), option(0.88)]
    const before = choose(options).chances
    const after = choose(
      options.map((own, index) => (index === 1 ? { ...own, retryShare: 0.05 } : own)),
    ).chances
    expect(before[1]).toBe(0)
    expect(after[1]).toBeCloseTo(0.05, 2)
    expect((after[0] ?? 0) / (after[2] ?? 1)).toBeCloseTo((before[0] ?? 0) / (before[2] ?? 1), 6)
  })

  test('A29 an arm that dropped is tried again beside the least that is explored of others', () => {
    const sure = (mean: number, retryShare = 0) =>
      option(mean, {
        expected: { success: about(mean, 0.006), satisfaction: about(0.8, 0.001) },
        calls: 3000,
        retryShare,
      })
    const { chances } = choose([sure(0.9), sure(0.88), sure(0.3, 0.01)], { settings: { exploreMin: 0.01 } })
    expect(chances[1]).toBeCloseTo(0.01, 3)
    expect(chances[2]).toBeCloseTo(0.01, 3)
  })
})

describe("the team's floor", () => {
  const options = [
    option(0.97, { costUsd: 0.1 }),
    option(0.94, { costUsd: 0.001 }),
    option(0.9, { costUsd: 0.0001 }),
  ]

  test.each(PRIORITIES)('A29 what is expected to succeed less often is not used: %s', (priority) => {
    const { chances } = choose(options, { priority, settings: { qualityFloor: 0.93, exploreMin: 0.5 } })
    expect(chances[2]).toBe(0)
    expect(sum(chances)).toBeCloseTo(1, 12)
  })

  test('A29 that nothing reaches keeps nothing out', () => {
    expect(choose(options, { settings: { qualityFloor: 0.99 } })).toEqual(choose(options))
  })
})

describe('priorities', () => {
  const sure = (success: number, costUsd: number | null, latencyMs: number | null) =>
    option(success, {
      expected: { success: about(success, 0.002), satisfaction: about(0.9, 0.001) },
      costUsd,
      latencyMs,
    })
  /** The best, a cheap one, a fast one, and a poor one that is the cheapest and the fastest. */
  const field = [
    sure(0.96, 0.02, 4000),
    sure(0.93, 0.001, 3000),
    sure(0.945, 0.015, 500),
    sure(0.7, 0.0001, 100),
  ]

  test('A29 quality, cost and speed choose the best, the cheapest and the fastest that is good enough', () => {
    expect(choose(field, { priority: 'quality' }).best).toBe(0)
    expect(choose(field, { priority: 'cost' }).best).toBe(1)
    expect(choose(field, { priority: 'speed' }).best).toBe(2)
  })

  test('A29 balanced gives away some quality for price and speed, but not much', () => {
    const even = [sure(0.9, 0.1, 9000), sure(0.89, 0.001, 900)]
    expect(choose(even, { priority: 'quality' }).best).toBe(0)
    expect(choose(even, { priority: 'balanced' }).best).toBe(1)
    expect(choose([sure(0.9, 0.1, 9000), sure(0.6, 0.001, 900)], { priority: 'balanced' }).best).toBe(0)
  })

  test('A29 what has no known price or time is not taken for cheap or fast', () => {
    const [dear, unknown] = [sure(0.9, 0.5, 9000), sure(0.9, null, null)]
    expect(choose([unknown, dear], { priority: 'cost' }).best).toBe(1)
    expect(choose([unknown, dear], { priority: 'speed' }).best).toBe(1)
  })

  test.each(['cost', 'speed'] as const)('A29 what %s gives away in quality is bounded', (priority) => {
    const { success, satisfaction } = (field[0] as Option).expected
    const least = success.mean * satisfaction.mean - TOLERATED_LOSS[priority]
    for (const [index, chance] of choose(field, { priority }).chances.entries()) {
      const { mean } = qualityOf((field[index] as Option).expected)
      if (mean < least - 0.01) expect(chance).toBeLessThan(0.001)
    }
  })

  test("A29 the rules' choice has the benefit of the doubt only while calls tell little", () => {
    const options = [option(0.96, { isDefault: true }), option(0.965)]
    const close = options.map(({ expected: { satisfaction }, ...rest }, index) => ({
      ...rest,
      expected: { success: about(index === 0 ? 0.96 : 0.965, 0.001), satisfaction },
    }))
    expect(choose(close, { verdicts: SILENT }).best).toBe(0)
    expect(choose(close).best).toBe(1)
  })
})

test('A29 quality is the chance of both: its mean and deviation are those of samples', () => {
  const expected = { success: about(0.8, 0.03), satisfaction: about(0.7, 0.05) }
  const { normal } = randomOf(3)
  const products = Array.from({ length: 100_000 }, () => (0.8 + 0.03 * normal()) * (0.7 + 0.05 * normal()))
  const mean = sum(products) / products.length
  const variance = sum(products.map((value) => (value - mean) ** 2)) / products.length
  expect(qualityOf(expected).mean).toBeCloseTo(mean, 3)
  expect(Math.sqrt(qualityOf(expected).variance)).toBeCloseTo(Math.sqrt(variance), 3)
})
