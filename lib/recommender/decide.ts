import type { Beliefs } from '@/lib/recommender/beliefs'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import type { Economics } from '@/lib/recommender/economy'
import { choices, type Option } from '@/lib/recommender/policy'
import type { Expectation } from '@/lib/recommender/posterior'
import { type Arm, isSameArm, type Priority } from '@/lib/vocabulary'

export type Question = {
  taskType: string
  complexity: string
  priority: Priority
  /** The arms that can be called now, at least one. */
  candidates: readonly CandidateArm[]
  /** What the rules alone would choose of them. */
  byRules: Arm
  /** Milliseconds since 1970. */
  now: number
}

/** What is expected of each candidate, and with which chance it is chosen; in the order of the candidates. */
export type Prospects = {
  expected: (Expectation & Economics)[]
  probabilities: Float64Array
  /** The candidate that would be chosen without exploring. */
  best: number
}

export function prospects(beliefs: Beliefs, question: Question): Prospects {
  const { taskType, complexity, priority, candidates, byRules, now } = question
  const posterior = beliefs.posteriorFor(taskType, complexity)
  const expected = candidates.map((candidate) => ({
    ...posterior.expect(candidate, taskType, complexity),
    ...beliefs.economy.expect(candidate, taskType, complexity),
  }))
  const options = candidates.map((candidate, index): Option => {
    const { success, satisfaction, costUsd, p95Ms } = expected[index] as Expectation & Economics
    return {
      expected: { success, satisfaction },
      costUsd: costUsd === null ? null : costUsd / Math.max(0.01, success.mean),
      latencyMs: p95Ms,
      calls: posterior.callsOf(candidate),
      isDefault: isSameArm(candidate, byRules),
      retryShare: beliefs.retryShare(candidate, taskType, now),
    }
  })
  const { settings } = beliefs.evidence
  return { expected, ...choices({ options, priority, verdicts: posterior.verdicts, settings }) }
}
