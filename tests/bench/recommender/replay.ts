import { type Draws, type FeedbackRule, thumbOf } from './feedback'
import type { Feedback, Policy } from './policy'
import { at } from './pool'
import type { Phase, World } from './scenario'

/** What a policy did at each step of a run. */
export type Run = {
  draws: Draws
  arms: Uint16Array
  /** 1 where the call was in truth a success. */
  success: Uint8Array
  /** The same as the policy was told it. */
  seen: Uint8Array
  /** Chance of the choice and of its success, as the policy said them; NaN where it said nothing. */
  probability: Float64Array
  predicted: Float64Array
  verdicts: CheckedVerdict[]
  /** Time spent choosing and learning. */
  busyMs: number
}

/** How sure the policy was of its pick for a task after so many steps, and whether it was right. */
export type CheckedVerdict = { steps: number; confidence: number; hit: boolean }

/** Ten thousand calls take a week. */
const CALL_INTERVAL_MS = 60_000
const STARTS_AT = Date.UTC(2026, 0, 1)
/** As good as the best: within two points of success. */
const TOLERANCE = 0.02

/** Replays one run: the policy meets the drawn prompts and is told what the rule lets it see. */
export function replay(world: World, draws: Draws, rule: FeedbackRule, policy: Policy): Run {
  const { pool, steps, phases, windows } = world
  const models = pool.models.length
  const run: Run = {
    draws,
    arms: new Uint16Array(steps),
    success: new Uint8Array(steps),
    seen: new Uint8Array(steps),
    probability: new Float64Array(steps),
    predicted: new Float64Array(steps),
    verdicts: [],
    busyMs: 0,
  }
  const checkpoints = new Set(windows.map(({ to }) => to))
  const untold: Feedback[] = []
  for (const phase of phases) {
    for (let index = phase.from; index < phase.to; index++) {
      const prompt = at(draws.prompts, index)
      const task = at(pool.taskOf, prompt)
      const step = { index, task, at: clock(index), available: phase.available }
      const startedAt = performance.now()
      const choice = policy.choose(step)
      run.busyMs += performance.now() - startedAt

      const { arm } = choice
      const cell = prompt * models + at(phase.modelOf, arm)
      const isKept = at(draws.kept, index) < at(phase.kept, task * world.arms.length + arm)
      const isSuccess = isKept && pool.success[cell] === 1
      const isSeen = isSuccess || !rule.seesSuccess
      run.arms[index] = arm
      run.success[index] = isSuccess ? 1 : 0
      run.seen[index] = isSeen ? 1 : 0
      run.probability[index] = choice.probability ?? Number.NaN
      run.predicted[index] = choice.predictedSuccess ?? Number.NaN
      untold.push({
        task,
        arm,
        at: step.at,
        choice,
        success: isSeen,
        thumb: thumbOf(rule, isSuccess, at(draws.rated, index), at(draws.agreed, index)),
        latencyMs: at(pool.latencyMs, cell),
        costUsd: at(pool.costUsd, cell),
        inputTokens: at(pool.inputTokens, cell),
        outputTokens: at(pool.outputTokens, cell),
      })
      const known = untold.length > rule.delay ? untold.shift() : undefined
      if (known) {
        const learnsAt = performance.now()
        policy.learn(known)
        run.busyMs += performance.now() - learnsAt
      }
      if (checkpoints.has(index + 1)) run.verdicts.push(...checkVerdicts(world, policy, phase, index + 1))
    }
  }
  return run
}

function checkVerdicts(world: World, policy: Policy, phase: Phase, steps: number): CheckedVerdict[] {
  const { judge } = policy
  if (!judge) return []
  return Array.from({ length: world.pool.tasks }, (_, task) => {
    const step = { index: steps, task, at: clock(steps), available: phase.available }
    const { arm, confidence } = judge.call(policy, step)
    const shortfall = at(phase.oracle, task) - at(phase.means, task * world.arms.length + arm)
    return { steps, confidence, hit: shortfall <= TOLERANCE }
  })
}

const clock = (index: number) => new Date(STARTS_AT + index * CALL_INTERVAL_MS)
