import type { ModelChange, RecentCalls } from '@/lib/recommender/evidence'
import { clamp } from '@/lib/recommender/hierarchy'

/** A change that was found in an arm's newest calls. */
export type FoundChange = Omit<ModelChange, 'foundAt' | 'taskType'> & { taskType: string | null }

/** Calls as `RecentCalls`, of any task. */
export type CallsInOrder = Omit<RecentCalls, 'calls'> & {
  calls: readonly (readonly [taskType: string, complexity: string, success: 0 | 1, at: number])[]
}

/**
 * The log-likelihood ratio from which calls count as changed. Without a change it is passed about once in
 * several thousand calls of an arm (measured on replayed outcomes: see the README's figures).
 */
export const CHANGE_THRESHOLD = 7
/** A change by less is none that anybody would act on. */
const LEAST_DIFFERENCE = 0.1
const LEAST_CALLS = 3

/**
 * The likeliest point since which an arm succeeds more or less often than `expected` says of its calls, pooled over tasks
 * and for each task alone; null when no point is likely enough. A generalised likelihood ratio over all points
 * (Willsky & Jones 1976) of Bernoulli outcomes: in n calls with mean success s where e was expected,
 * n · (s ln(s ÷ e) + (1 − s) ln((1 − s) ÷ (1 − e))).
 */
export function findChange(
  { provider, model, calls }: CallsInOrder,
  expected: (taskType: string, complexity: string) => number,
): FoundChange | null {
  const all = likeliestPoint(calls, expected)
  const found = all ?? likeliestTask(calls, expected)
  return found && { provider, model, ...found }
}

type Found = Omit<FoundChange, 'provider' | 'model'>

function likeliestTask(
  calls: CallsInOrder['calls'],
  expected: (taskType: string, complexity: string) => number,
): Found | null {
  for (const taskType of new Set(calls.map(([task]) => task))) {
    const own = calls.filter(([task]) => task === taskType)
    if (own.length === calls.length) continue
    const found = likeliestPoint(own, expected)
    if (found) return { ...found, taskType }
  }
  return null
}

function likeliestPoint(
  calls: CallsInOrder['calls'],
  expected: (taskType: string, complexity: string) => number,
): Found | null {
  let best = CHANGE_THRESHOLD
  let found: Found | null = null
  let successes = 0
  let hoped = 0
  for (let since = calls.length - 1; since >= 0; since--) {
    const call = calls[since]
    if (!call) continue
    const [taskType, complexity, success, at] = call
    successes += success
    hoped += clamp(expected(taskType, complexity), 0.02, 0.98)
    const count = calls.length - since
    if (count < LEAST_CALLS) continue
    const before = hoped / count
    const after = successes / count
    const ratio = count * divergence(after, before)
    if (ratio <= best || Math.abs(after - before) < LEAST_DIFFERENCE) continue
    best = ratio
    found = {
      taskType: null,
      direction: after < before ? 'drop' : 'recovery',
      changedAt: at,
      successBefore: before,
      successAfter: after,
      callsAfter: count,
    }
  }
  return found
}

/** Kullback–Leibler divergence of two shares, in nats. */
function divergence(seen: number, expected: number): number {
  const term = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b))
  return term(seen, expected) + term(1 - seen, 1 - expected)
}
