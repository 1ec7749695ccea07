import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Outcomes } from '@/lib/recommender/posterior'
import { COMPLEXITIES, TASK_TYPES } from '@/lib/vocabulary'

type RandomOutcomesOptions = {
  seed: number
  arms: number
  tasks: number
  /** Share of the arms' settings that have calls, 0–1. */
  density: number
  /** The most weighted calls of a cell. */
  calls: number
}

/** What arms of unequal skill and price, some without one, did in some settings, with sums that are fractions; the same for the same options. */
export function randomOutcomes({ seed, arms, tasks, density, calls }: RandomOutcomesOptions): Outcomes[] {
  const random = xoroshiro128plus(seed)
  const share = () => uniformFloat64(random)
  return Array.from({ length: arms }, (_, arm) => ({
    provider: `provider-${uniformInt(random, 0, 2)}`,
    model: `model-${arm}`,
    skill: share(),
    usdPerToken: share() < 0.2 ? 0 : 1e-6 * 1000 ** share(),
  })).flatMap(({ skill, usdPerToken, ...arm }) =>
    TASK_TYPES.slice(0, tasks).flatMap((taskType) =>
      COMPLEXITIES.flatMap((complexity): Outcomes[] => {
        if (share() >= density) return []
        // Some cells hold no call that ended, some nothing but failures, some no thumb.
        const trials = share() < 0.1 ? 0 : share() * calls
        const successes = trials * (share() < 0.1 ? 0 : Math.min(1, skill + 0.3 * share()))
        const rated = share() < 0.4 ? 0 : successes * share()
        const ups = rated * share()
        const inputTokens = uniformInt(random, 0, 1000)
        const outputTokens = uniformInt(random, 0, 300)
        const costUsd = usdPerToken * (inputTokens + outputTokens)
        const weighted = { calls: trials, successes, ups, downs: rated - ups }
        return [{ ...arm, taskType, complexity, costUsd, inputTokens, outputTokens, weighted }]
      }),
    ),
  )
}
