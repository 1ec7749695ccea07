import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Outcomes } from '@/lib/recommender/posterior'

export const ARMS = ['ada', 'bell', 'curie', 'dirac', 'euler'].map((model) => ({ provider: 'acme', model }))
export const SETTINGS = ['coding', 'creative', 'analysis'].flatMap((taskType) =>
  ['simple', 'complex'].map((complexity) => ({ taskType, complexity })),
)

/** What calls took of which no price is known. */
export const UNPRICED = { costUsd: 0, inputTokens: 0, outputTokens: 0 }

export type Random = ReturnType<typeof randomOf>

/** Numbers that are the same on every run. */
export function randomOf(seed: number) {
  const generator = xoroshiro128plus(seed)
  const uniform = () => uniformFloat64(generator)
  return {
    uniform,
    int: (from: number, to: number) => uniformInt(generator, from, to),
    /** Of a standard normal distribution (Box & Muller 1958). */
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffled: <T>(list: readonly T[]): T[] =>
      list
        .map((item) => ({ item, key: uniform() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
  }
}

/**
 * Calls of five arms in six settings, some of them without any, as they would come in: arms differ by some ten points of
 * success and four of satisfaction, tasks by more; every fifth answer is rated.
 */
export function randomOutcomes({ uniform, normal, int }: Random, mostCalls: number): Outcomes[] {
  const times = (count: number, chance: number) =>
    Array.from({ length: count }, uniform).filter((draw) => draw < chance).length
  const levels = SETTINGS.map(() => ({ success: 0.6 + 0.3 * uniform(), pleases: 0.6 + 0.2 * uniform() }))
  return ARMS.flatMap((arm) => {
    const skill = 0.1 * normal()
    const charm = 0.04 * normal()
    const usdPerToken = 1e-6 * 10 ** (0.5 * normal())
    return SETTINGS.flatMap((setting, index): Outcomes[] => {
      if (uniform() < 0.2) return []
      const { success = 0, pleases = 0 } = levels[index] ?? {}
      const calls = int(1, mostCalls)
      const successes = times(calls, success + skill)
      const rated = times(calls, 0.2)
      const ups = times(rated, pleases + charm)
      const tokens = { inputTokens: 400 * calls, outputTokens: 100 * calls }
      const spent = { ...tokens, costUsd: 500 * calls * usdPerToken }
      return [{ ...arm, ...setting, ...spent, weighted: { calls, successes, ups, downs: rated - ups } }]
    })
  })
}
