import { describe, expect, test } from 'vitest'
import { type Expectation, type Outcomes, Posterior } from '@/lib/recommender/posterior'
import { ARMS, randomOf, randomOutcomes, SETTINGS, UNPRICED } from '@/lib/recommender/random-evidence.fixture'
import type { Arm } from '@/lib/vocabulary'

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed)
const MOST_CALLS = [3, 10, 40, 200]
const outcomesOf = (seed: number) => randomOutcomes(randomOf(seed), MOST_CALLS[seed % MOST_CALLS.length] ?? 3)
const OF = ['success', 'satisfaction'] as const
const everywhere = ARMS.flatMap((arm) => SETTINGS.map((setting) => ({ ...arm, ...setting })))

const expectIn = (posterior: Posterior, cell: Arm & { taskType: string; complexity: string }): Expectation =>
  posterior.expect(cell, cell.taskType, cell.complexity)

function expectSame(actual: Expectation, wanted: Expectation): void {
  for (const of of OF) {
    expect(actual[of].mean).toBeCloseTo(wanted[of].mean, 9)
    expect(actual[of].variance).toBeCloseTo(wanted[of].variance, 9)
  }
}

/** Summed over all cells of all seeds, how wide the interval of a rate is. */
function widthOf(of: (typeof OF)[number], evidenceOf: (seed: number) => Outcomes[]): number {
  let sum = 0
  for (const seed of SEEDS) {
    const posterior = new Posterior(evidenceOf(seed), SETTINGS)
    for (const cell of everywhere) sum += Math.sqrt(expectIn(posterior, cell)[of].variance)
  }
  return sum
}

describe('more evidence', () => {
  test('A29 more calls, whatever they say, narrow the success of the same models on the whole', () => {
    const widths = [4, 16, 64, 256, 1024].map((mostCalls) =>
      widthOf('success', (seed) => randomOutcomes(randomOf(seed), mostCalls)),
    )
    expect(widths).toEqual(widths.toSorted((a, b) => b - a))
    expect(widths.at(-1)).toBeLessThan((widths[0] ?? 0) / 3)
  })

  test('A29 more ratings of the same calls narrow satisfaction on the whole', () => {
    const thinned = (share: number) => (seed: number) =>
      randomOutcomes(randomOf(seed), 1024).map(({ weighted, ...cell }): Outcomes => {
        const { ups, downs, ...calls } = weighted
        return { ...cell, weighted: { ...calls, ups: share * ups, downs: share * downs } }
      })
    const widths = [0, 0.01, 0.1, 1].map((share) => widthOf('satisfaction', thinned(share)))
    expect(widths).toEqual(widths.toSorted((a, b) => b - a))
    expect(widths.at(-1)).toBeLessThan(0.75 * (widths[0] ?? 0))
  })
})

describe('what things are called and in which order they come', () => {
  test('A29 models, tasks and complexities by other names have the same posteriors under them', () => {
    const turned = (list: readonly string[], name: string) =>
      list[(list.indexOf(name) + 1) % list.length] ?? name
    const models = ARMS.map(({ model }) => model)
    const tasks = [...new Set(SETTINGS.map(({ taskType }) => taskType))]
    const renamed = <Cell extends Arm & { taskType: string; complexity: string }>(cell: Cell): Cell => ({
      ...cell,
      provider: 'other',
      model: turned(models, cell.model),
      taskType: turned(tasks, cell.taskType),
      complexity: cell.complexity === 'simple' ? 'complex' : 'simple',
    })
    for (const seed of SEEDS) {
      const cells = outcomesOf(seed)
      const before = new Posterior(cells, SETTINGS)
      const after = new Posterior(cells.map(renamed), SETTINGS)
      for (const cell of everywhere) expectSame(expectIn(after, renamed(cell)), expectIn(before, cell))
    }
  })

  test('A29 the order of cells changes nothing', () => {
    for (const seed of SEEDS) {
      const cells = outcomesOf(seed)
      const before = new Posterior(cells, SETTINGS)
      const after = new Posterior(randomOf(seed + 1000).shuffled(cells), randomOf(seed).shuffled(SETTINGS))
      for (const cell of everywhere) expectSame(expectIn(after, cell), expectIn(before, cell))
      expect(after.verdicts.ratedShare).toBeCloseTo(before.verdicts.ratedShare, 12)
    }
  })

  test('A29 asking for a setting nobody has seen is refused, and an unknown arm is a middling one', () => {
    const posterior = new Posterior(outcomesOf(3))
    expect(() => posterior.expect({ provider: 'acme', model: 'ada' }, 'poetry', 'simple')).toThrow(RangeError)
    const [ada, anybody] = ['ada', 'nobody'].map((model) =>
      posterior.expect({ provider: 'acme', model }, 'coding', 'simple'),
    )
    expect(anybody?.success.variance).toBeGreaterThan(ada?.success.variance ?? 1)
    for (const of of OF) {
      const means = ARMS.map((arm) => posterior.expect(arm, 'coding', 'simple')[of].mean)
      expect(anybody?.[of].mean).toBeGreaterThan(Math.min(...means))
      expect(anybody?.[of].mean).toBeLessThan(Math.max(...means))
    }
  })
})

describe('ratings', () => {
  const cell = (model: string, taskType: string, weighted: Outcomes['weighted']): Outcomes => ({
    provider: 'acme',
    model,
    taskType,
    complexity: 'simple',
    ...UNPRICED,
    weighted,
  })

  test('A29 unrated is missing, not negative: calls without a thumb at the same success move satisfaction up as far as down, on average by less than half a point', () => {
    // Teams that see answers fail, and teams that hardly do, for whom success leaves most to satisfaction.
    for (const failing of [1, 0.05]) {
      const moves = Array.from({ length: 400 }, (_, seed) => outcomesOf(seed)).flatMap((cells) => {
        const [before, after] = [1, 7].map((times) => {
          const told = cells.map(({ weighted: { calls, successes, ...thumbs }, ...rest }): Outcomes => {
            const failed = failing * (calls - successes)
            const weighted = { ...thumbs, calls: times * calls, successes: times * (calls - failed) }
            return { ...rest, weighted }
          })
          const posterior = new Posterior(told, SETTINGS)
          return everywhere.map((place) => expectIn(posterior, place).satisfaction.mean)
        })
        return (after ?? []).map((mean, index) => mean - (before?.[index] ?? Number.NaN))
      })
      const average = (of: (move: number) => number) =>
        moves.reduce((sum, move) => sum + of(move), 0) / moves.length
      expect(Math.abs(average((move) => move))).toBeLessThan(0.001)
      expect(average(Math.abs)).toBeLessThan(0.005)
    }
  })

  test('A29 a model that nobody rated is expected to please as the others do, not less', () => {
    const rated = ['ada', 'bell'].map((model) =>
      cell(model, 'coding', { calls: 200, successes: 190, ups: 36, downs: 4 }),
    )
    const unrated = cell('curie', 'coding', { calls: 200, successes: 190, ups: 0, downs: 0 })
    const posterior = new Posterior([...rated, unrated])
    const [ada, , curie] = [...rated, unrated].map((own) => expectIn(posterior, own).satisfaction)
    expect(curie?.mean).toBeCloseTo(ada?.mean ?? 0, 1)
    expect(curie?.variance).toBeGreaterThan(ada?.variance ?? 1)
  })

  /** Five arms of 400 calls on two tasks each, of which a share pleases; and of every pleased or other so many rate. */
  const shares = [0.95, 0.9, 0.8, 0.7, 0.6]
  const ratedBy = (pleasedRate: number, otherRate: number) =>
    ARMS.flatMap(({ model }, index) =>
      ['coding', 'creative'].map((taskType) => {
        const pleased = 400 * (shares[index] ?? 0)
        const weighted = {
          calls: 400,
          successes: 392,
          ups: pleased * pleasedRate,
          downs: (400 - pleased) * otherRate,
        }
        return cell(model, taskType, weighted)
      }),
    )
  const satisfactions = (cells: readonly Outcomes[]) => {
    const posterior = new Posterior(cells)
    return ARMS.map((arm) => posterior.expect(arm, 'coding', 'simple').satisfaction.mean)
  }

  test('A29 people who rate bad answers three times as often lower all models, and leave their order', () => {
    const [even, grumbling] = [satisfactions(ratedBy(0.1, 0.1)), satisfactions(ratedBy(0.1, 0.3))]
    for (const [index, mean] of grumbling.entries()) expect(mean).toBeLessThan(even[index] ?? 0)
    expect(even).toEqual(even.toSorted((a, b) => b - a))
    expect(grumbling).toEqual(grumbling.toSorted((a, b) => b - a))
  })

  test('A29 where people rate bad answers only, a model with fewer of them is preferred, however often each is used, and more of them make it surer', () => {
    const used = (usesOf: (index: number) => number) =>
      ratedBy(0, 0.3).map(({ weighted, ...rest }, index): Outcomes => {
        const uses = usesOf(index)
        const { calls, successes, ups, downs } = weighted
        return {
          ...rest,
          weighted: {
            calls: uses * calls,
            successes: uses * successes,
            ups: uses * ups,
            downs: uses * downs,
          },
        }
      })
    for (const cells of [used(() => 1), used((index) => (index < 4 ? 5 : 1))]) {
      const means = satisfactions(cells)
      expect(means).toEqual(means.toSorted((a, b) => b - a))
      expect((means[0] ?? 0) - (means[4] ?? 1)).toBeGreaterThan(0.15)
    }
    const [few, many] = [1, 9].map((uses) => {
      const posterior = new Posterior(used(() => uses))
      return ARMS.map((arm) => posterior.expect(arm, 'coding', 'simple').satisfaction.variance)
    })
    for (const [index, variance] of (many ?? []).entries()) expect(variance).toBeLessThan(few?.[index] ?? 0)
  })

  test('A29 how much calls tell is counted from thumbs and failures', () => {
    const { verdicts } = new Posterior([
      cell('ada', 'coding', { calls: 1e6, successes: 0.8e6, ups: 3e4, downs: 1e4 }),
    ])
    expect(verdicts.ratedShare).toBeCloseTo(0.04, 4)
    expect(verdicts.failedShare).toBeCloseTo(0.2, 4)
  })
})
