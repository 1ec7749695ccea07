import { evaluator, type LoggedDecision, type Policy } from '@/lib/analytics/off-policy'
import { rounded } from './figures'
import { at } from './pool'
import type { Run } from './replay'
import { bestArm, type Phase, type World } from './scenario'

/** What the ledger would say of another policy from the logs of this one, one a seed, against what is true of it. */
export type OffPolicyFigures = {
  window: 'off_policy'
  /** Decisions in each log. */
  steps: number
  target: 'default' | 'best_single' | 'uniform'
  truth: number
  /** Mean over the logs that are enough; null where none is. */
  estimate: number | null
  /** Root of the mean squared error in points of success; null as above. */
  error_points: number | null
  /** Share of the intervals (95 %) that hold the truth; null as above. */
  covered: number | null
  /** Share of logs that are enough to say anything. */
  enough: number
  effective_size: number
}

const LOG = 4000

/** Empty where the policy does not know the chances of its choices. */
export function offPolicyFigures(world: World, runs: readonly Run[], defaultArm: number): OffPolicyFigures[] {
  const steps = Math.min(LOG, world.steps)
  const logs = runs.map((run) => logOf(world, run, steps, defaultArm))
  if (logs.some((log) => log.some(({ probability }) => Number.isNaN(probability)))) return []
  const best = bestArm(world.pool, world.phases)
  const ask = logs.map((log, place) =>
    evaluator(log, { values: Array.from(runs[place]?.seen.subarray(0, steps) ?? []), isShare: true }),
  )
  const targets: [OffPolicyFigures['target'], Policy, (phase: Phase, task: number) => number][] = [
    ['default', { kind: 'default' }, (phase, task) => rateOf(world, phase, task, defaultArm)],
    [
      'best_single',
      { kind: 'constant', arm: String(best) },
      (phase, task) => rateOf(world, phase, task, best),
    ],
    ['uniform', { kind: 'uniform' }, (phase, task) => at(phase.random, task)],
  ]
  return targets.map(([target, policy, rate]) => {
    const answers = ask.map((evaluate, place) => ({
      ...evaluate(policy),
      truth: truthOf(world, runs[place], steps, rate),
    }))
    const enough = answers.flatMap(({ estimate, truth }) => (estimate ? [{ ...estimate, truth }] : []))
    const squares = enough.map(({ mean, truth }) => (100 * (mean - truth)) ** 2)
    return {
      window: 'off_policy',
      steps,
      target,
      truth: rounded(meanOf(answers.map(({ truth }) => truth)), 4),
      ...(enough.length > 0
        ? {
            estimate: rounded(meanOf(enough.map(({ mean }) => mean)), 4),
            error_points: rounded(Math.sqrt(meanOf(squares)), 2),
            covered: rounded(
              meanOf(enough.map(({ low, high, truth }) => (low <= truth && truth <= high ? 1 : 0))),
              2,
            ),
          }
        : { estimate: null, error_points: null, covered: null }),
      enough: rounded(enough.length / answers.length, 2),
      effective_size: Math.round(meanOf(answers.map(({ effectiveSize }) => effectiveSize))),
    }
  })
}

function logOf({ pool, phases }: World, run: Run, steps: number, defaultArm: number): LoggedDecision[] {
  return phases.flatMap(({ from, to, available }) =>
    Array.from({ length: Math.max(0, Math.min(to, steps) - from) }, (_, place) => ({
      stratum: String(at(pool.taskOf, at(run.draws.prompts, from + place))),
      arm: String(run.arms[from + place]),
      probability: at(run.probability, from + place),
      candidates: available.reduce((count, each) => count + each, 0),
      defaultArm: String(defaultArm),
    })),
  )
}

function truthOf(
  { pool, phases }: World,
  run: Run | undefined,
  steps: number,
  rate: (phase: Phase, task: number) => number,
): number {
  let sum = 0
  for (const phase of phases)
    for (let index = phase.from; run && index < Math.min(phase.to, steps); index++)
      sum += rate(phase, at(pool.taskOf, at(run.draws.prompts, index)))
  return sum / steps
}

function rateOf({ arms }: World, { means }: Phase, task: number, arm: number): number {
  return at(means, task * arms.length + arm)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
