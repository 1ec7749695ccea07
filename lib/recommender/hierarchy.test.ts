import { describe, expect, test } from 'vitest'
import {
  type Estimate,
  Hierarchy,
  type Observation,
  PRIOR_WORTH,
  TASK_SHARE,
} from '@/lib/recommender/hierarchy'
import { randomOf } from '@/lib/recommender/random-evidence.fixture'

const PRIOR = { priorRate: 0.8, priorSpread: 0.1 }
const seen = (arm: number, setting: number, trials: number, hits: number): Observation => ({
  arm,
  setting,
  trials,
  hits,
})

/** Of a rate in so many trials, drawn to one half by one hit and one miss (Agresti & Coull 1998). */
function noise({ trials, hits }: Observation): number {
  const share = (hits + 1) / (trials + 2)
  return (share * (1 - share)) / trials
}

describe('hand-known posteriors', () => {
  test('A29 without a trial there is nothing but the prior', () => {
    const hierarchy = new Hierarchy({ ...PRIOR, arms: 2, taskOf: [0, 0, 1], observations: [] })
    for (const arm of [0, 1, undefined]) {
      expectClose(hierarchy.estimate(arm, 2), { mean: 0.8, variance: 0.01 })
    }
  })

  test('A29 one arm in one setting lies between its level and its rate by what each can be trusted', () => {
    for (const [trials, hits] of [
      [1, 0],
      [10, 7],
      [400, 320],
    ] as const) {
      const own = seen(0, 0, trials, hits)
      const hierarchy = new Hierarchy({ ...PRIOR, arms: 1, taskOf: [0], observations: [own] })
      const level = hierarchy.estimate(undefined, 0)
      const trust = level.variance / (level.variance + noise(own))
      expectClose(hierarchy.estimate(0, 0), {
        mean: level.mean + trust * (hits / trials - level.mean),
        variance: level.variance * (1 - trust),
      })
    }
  })

  test('A29 an arm without trials is a middling one, with the whole spread', () => {
    const observations = [seen(0, 0, 30, 24), seen(1, 0, 30, 18)]
    const hierarchy = new Hierarchy({ ...PRIOR, arms: 3, taskOf: [0], observations })
    expectClose(hierarchy.estimate(2, 0), hierarchy.estimate(undefined, 0))
    expect(hierarchy.estimate(2, 0).mean).toBeGreaterThan(0.6)
    expect(hierarchy.estimate(2, 0).mean).toBeLessThan(0.8)
  })

  test('A29 an arm with very many trials is what it was seen to be', () => {
    const observations = [seen(0, 0, 1e7, 0.31e7), seen(1, 0, 20, 18)]
    const { mean, variance } = new Hierarchy({ ...PRIOR, arms: 2, taskOf: [0, 1], observations }).estimate(
      0,
      0,
    )
    expect(mean).toBeCloseTo(0.31, 4)
    expect(Math.sqrt(variance)).toBeCloseTo(Math.sqrt((0.31 * 0.69) / 1e7), 6)
  })

  test('A29 what an arm did elsewhere counts here, and more so on the same task', () => {
    const weak = [0, 1].map((setting) => seen(0, setting, 500, 300))
    const strong = [0, 1].map((setting) => seen(1, setting, 500, 450))
    const observations = [...weak, ...strong, seen(2, 2, 500, 375), seen(2, 3, 500, 375)]
    const hierarchy = new Hierarchy({ ...PRIOR, arms: 3, taskOf: [0, 1, 1, 2], observations })
    const gap = (setting: number) => hierarchy.estimate(1, setting).mean - hierarchy.estimate(0, setting).mean
    const spread = (setting: number) => Math.sqrt(hierarchy.estimate(undefined, setting).variance)
    expect(gap(3)).toBeGreaterThan(0.02)
    expect(gap(2) / spread(2)).toBeGreaterThan(gap(3) / spread(3))
    expect(hierarchy.estimate(1, 2).variance / spread(2) ** 2).toBeLessThan(
      hierarchy.estimate(1, 3).variance / spread(3) ** 2,
    )
  })
})

describe('more evidence of what is expected', () => {
  const taskOf = [0, 0, 1, 1, 2, 2]
  const everywhere = [0, 1, 2, 3].flatMap((arm) => [...taskOf.keys()].map((setting) => ({ arm, setting })))

  /** Three arms that differ as much as is expected, and one without trials; some cells have none. */
  function randomObservations(seed: number, spread: number): Observation[] {
    const { int, uniform, normal } = randomOf(seed)
    const skills = [0, 1, 2].map(() => 0.7 + spread * normal())
    return everywhere.flatMap(({ arm, setting }) => {
      const skill = skills[arm]
      if (skill === undefined || uniform() < 0.2) return []
      const trials = int(1, [3, 10, 40, 200][seed % 4] ?? 3)
      const hits = Array.from({ length: trials }, uniform).filter((draw) => draw < skill).length
      return [seen(arm, setting, trials, hits)]
    })
  }
  const grown = (own: Observation, by: Hierarchy, more: number): Observation => ({
    ...own,
    trials: own.trials + more,
    hits: own.hits + more * by.estimate(own.arm, own.setting).mean,
  })
  const width = (hierarchy: Hierarchy, { arm, setting }: { arm: number; setting: number }) =>
    Math.sqrt(hierarchy.estimate(arm, setting).variance)
  const widths = (hierarchy: Hierarchy) => everywhere.reduce((sum, cell) => sum + width(hierarchy, cell), 0)

  // That of another cell may get wider by some, where the spread or what tasks have in common is learned to be another.
  test.each([0.02, 0.1, 0.2])(
    'A29 widens no interval of its own cell, and all together get narrower: spread %d',
    (priorSpread) => {
      for (let seed = 0; seed < 40; seed++) {
        const input = { arms: 4, taskOf, priorRate: 0.7, priorSpread }
        const observations = randomObservations(seed, priorSpread)
        const before = new Hierarchy({ ...input, observations })
        for (const more of [2, 20, 100]) {
          const all = observations.map((own) => grown(own, before, more))
          expect(widths(new Hierarchy({ ...input, observations: all }))).toBeLessThan(widths(before))
          for (const own of observations.slice(0, 5)) {
            const one = observations.map((other) => (other === own ? grown(own, before, more) : other))
            const after = new Hierarchy({ ...input, observations: one })
            expect(width(after, own)).toBeLessThan(1.001 * width(before, own))
          }
        }
      }
    },
  )
})

describe('the tree of normals, against a dense solve of the same', () => {
  const taskOf = [0, 0, 1, 1, 2]
  // Seen once only, which tells what it has in common with other tasks.
  const probe = seen(0, 0, 50, 42)

  test.each([1, 2, 3, 4, 5])('A29 means and variances of random sums, seed %i', (seed) => {
    const { int, uniform } = randomOf(seed)
    const others = [1, 2, 3].flatMap((arm) =>
      taskOf.flatMap((_, setting) => {
        const trials = int(4, 60)
        return uniform() < 0.7 ? [seen(arm, setting, trials, int(Math.ceil(trials / 4), trials - 2))] : []
      }),
    )
    const observations = [probe, ...others]
    const hierarchy = new Hierarchy({ ...PRIOR, arms: 4, taskOf, observations })
    const level = (setting: number) => hierarchy.estimate(undefined, setting)
    const common = commonShare(hierarchy)
    expect(common).toBeGreaterThan(0)
    expect(common).toBeLessThan(1)
    const alike = (one: number, other: number) =>
      (one === other ? 1 : taskOf[one] === taskOf[other] ? common + (1 - common) * TASK_SHARE : common) *
      Math.sqrt(level(one).variance * level(other).variance)
    for (const arm of [0, 1, 2, 3]) {
      const own = observations.filter((observation) => observation.arm === arm)
      const covariance = own.map((a) =>
        own.map((b) => alike(a.setting, b.setting) + (a === b ? noise(a) : 0)),
      )
      const offsets = own.map(({ hits, trials, setting }) => hits / trials - level(setting).mean)
      for (const setting of taskOf.keys()) {
        const towards = own.map((observation) => alike(setting, observation.setting))
        const weights = solve(covariance, towards)
        const mean = level(setting).mean + dot(weights, offsets)
        expectClose(hierarchy.estimate(arm, setting), {
          mean: Math.min(1, Math.max(0, mean)),
          variance: level(setting).variance - dot(weights, towards),
        })
      }
    }
  })

  /** From what the probe leaves open on another task. */
  function commonShare(hierarchy: Hierarchy): number {
    const [here, there] = [hierarchy.estimate(undefined, 0), hierarchy.estimate(undefined, 4)]
    const known = 1 - hierarchy.estimate(0, 4).variance / there.variance
    return Math.sqrt(known * (1 + noise(probe) / here.variance))
  }
})

function expectClose(actual: Estimate, wanted: Estimate): void {
  expect(actual.mean).toBeCloseTo(wanted.mean, 9)
  expect(actual.variance).toBeCloseTo(wanted.variance, 9)
}

const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)

/** Of a · x = b by elimination; a is positive definite. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, index) => [...row, b[index] ?? 0])
  for (const [pivot, row] of rows.entries()) {
    for (const [index, other] of rows.entries()) {
      if (index === pivot) continue
      const factor = (other[pivot] ?? 0) / (row[pivot] ?? 1)
      for (const column of other.keys()) other[column] = (other[column] ?? 0) - factor * (row[column] ?? 0)
    }
  }
  return rows.map((row, index) => (row.at(-1) ?? 0) / (row[index] ?? 1))
}

describe('prices', () => {
  test('A29 before anything is known an arm ten times as dear is thought better by a part of the spread', () => {
    const hierarchy = new Hierarchy({ ...PRIOR, arms: 2, taskOf: [0], observations: [], dearness: [1, -1] })
    expectClose(hierarchy.estimate(0, 0), { mean: 0.8 + 0.1 * PRIOR_WORTH, variance: 0.01 })
    expectClose(hierarchy.estimate(1, 0), { mean: 0.8 - 0.1 * PRIOR_WORTH, variance: 0.01 })
    expectClose(hierarchy.estimate(undefined, 0, 0.5), { mean: 0.8 + 0.05 * PRIOR_WORTH, variance: 0.01 })
  })

  test('A29 an arm without calls is expected by what the calls of others say of prices', () => {
    const dearness = Array.from({ length: 24 }, (_, arm) => (arm % 4) - 1.5)
    const gain = (slope: number) => {
      const observations = dearness.map((dear, arm) => seen(arm, 0, 2000, 2000 * (0.6 + slope * dear)))
      const hierarchy = new Hierarchy({ ...PRIOR, arms: 24, taskOf: [0], observations, dearness })
      return hierarchy.estimate(undefined, 0, 1).mean - hierarchy.estimate(undefined, 0).mean
    }
    expect(gain(0.1)).toBeGreaterThan(0.06)
    expect(Math.abs(gain(0))).toBeLessThan(0.01)
    expect(gain(-0.1)).toBeLessThan(-0.04)
  })

  test('A29 many calls of an arm outweigh its price', () => {
    const observations = [seen(0, 0, 1e7, 0.31e7), seen(1, 0, 1e7, 0.62e7)]
    const hierarchy = new Hierarchy({ ...PRIOR, arms: 2, taskOf: [0], observations, dearness: [2, -2] })
    expect(hierarchy.estimate(0, 0).mean).toBeCloseTo(0.31, 4)
    expect(hierarchy.estimate(1, 0).mean).toBeCloseTo(0.62, 4)
  })
})
