import { Beliefs } from '@/lib/recommender/beliefs'
import type { CandidateArm } from '@/lib/recommender/candidate-arm'
import { chancesWithin } from '@/lib/recommender/chances'
import { prospects } from '@/lib/recommender/decide'
import { drawn, qualityOf } from '@/lib/recommender/policy'
import { AS_GOOD } from '@/lib/recommender/recommend'
import type { Policy, PolicyMaker, Setting, Step } from './policy'
import { at } from './pool'
import { COMPLEXITY, SimulatedEvidence } from './simulated-evidence'

/** The team's settings as they are when nobody has changed them. */
const SETTINGS = { exploreMin: 0.01, exploreMax: 1, qualityFloor: 0 }

/** What the product does: the functions that the chat route calls, on evidence that is read anew before each message. */
export const augury: PolicyMaker = { name: 'augury', make: (setting) => policyFor(setting) }

function policyFor(setting: Setting): Policy {
  const candidates = candidatesOf(setting)
  const evidence = new SimulatedEvidence(SETTINGS)
  const offered = (step: Step) => candidates.filter((_, arm) => at(step.available, arm) === 1)
  const outlook = (step: Step) => {
    const arms = offered(step)
    const byRules = arms.find((arm) => arm === candidates[setting.defaultArm]) ?? (arms[0] as CandidateArm)
    const question = { taskType: taskName(step.task), complexity: COMPLEXITY, candidates: arms, byRules }
    return {
      arms,
      seen: prospects(Beliefs.of(evidence.read()), {
        ...question,
        priority: setting.priority,
        now: step.at.getTime(),
      }),
    }
  }
  return {
    choose(step) {
      const { arms, seen } = outlook(step)
      const index = drawn(seen.probabilities, setting.random())
      return {
        arm: candidates.indexOf(arms[index] as CandidateArm),
        probability: seen.probabilities[index] ?? 0,
        predictedSuccess: seen.expected[index]?.success.mean ?? null,
      }
    },
    learn({ task, arm, at: time, success, thumb, latencyMs, costUsd, inputTokens, outputTokens }) {
      const { provider, model } = candidates[arm] as CandidateArm
      const call = { provider, model, taskType: taskName(task), at: time.getTime(), success, thumb }
      evidence.add({ ...call, latencyMs, costUsd, inputTokens, outputTokens })
    },
    judge(step) {
      const { arms, seen } = outlook(step)
      const chances = chancesWithin(seen.expected.map(qualityOf), AS_GOOD)
      return {
        arm: candidates.indexOf(arms[seen.best] as CandidateArm),
        confidence: chances[seen.best] ?? 0,
      }
    },
  }
}

const taskName = (task: number) => `task ${task}`

/** The arms as the product's catalogue would hold them: names tell it nothing, prices are those the data imply. */
function candidatesOf({ arms }: Pick<Setting, 'arms'>): CandidateArm[] {
  return arms.map(({ name, price }) => ({
    provider: 'replayed',
    model: name,
    label: name,
    tier: 'medium',
    inputUsdPerMtok: price?.inputUsdPerMtok ?? null,
    outputUsdPerMtok: price?.outputUsdPerMtok ?? null,
    simulated: false,
  }))
}
