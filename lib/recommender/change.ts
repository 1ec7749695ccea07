import type { ModelChange, RecentCalls } from '@/lib/recommender/evidence'
import { clamp, type Estimate } from '@/lib/recommender/hierarchy'

/** A change that was found in an arm's newest calls. */
export type FoundChange = Omit<ModelChange, 'foundAt' | 'taskType'> & { taskType: string | null }
export type KnownChange = FoundChange & { foundAt: number }

/** Calls as `RecentCalls`, of any task. */
export type CallsInOrder = Omit<RecentCalls, 'calls'> & {
  calls: readonly (readonly [taskType: string, complexity: string, success: 0 | 1, at: number])[]
}

/**
 * The log-likelihood ratio from which calls count as changed. It is looked for after each call, from each call on and on
 * each task: without a change it is passed about once in 20,000 calls of a pool of ten models (measured on replayed outcomes).
 */
export const CHANGE_THRESHOLD = 11
/** A change by less is none that anybody would act on. */
const LEAST_DIFFERENCE = 0.1
/**
 * The log-likelihood ratio from which an arm that dropped counts as recovered. It is lower, as a mistake costs a few calls:
 * with odds of one in a hundred before (`RECOVERY_CHANCE` of beliefs.ts) it makes 97 % sure.
 */
export const RECOVERY_THRESHOLD = 8
/** The doubtful calls are at most this share of what is known of a setting. */
const MAX_SHARE = 0.5
/** No rate is surer than this. */
const LEAST_RATE = 0.02

/** Doubtful calls, and what was hoped of them without looking at them. */
type Sums = {
  calls: number
  successes: number
  /** Expected number of successes. */
  hoped: number
  /** Variance of the successes were the rates known, and as they are known. */
  noise: number
  doubt: number
}
type Setting = Sums & { rate: number; variance: number }
type Task = Sums & { heard: number; settings: Map<string, Setting> }

const nothing = (): Sums => ({ calls: 0, successes: 0, hoped: 0, noise: 0, doubt: 0 })

/**
 * The likeliest point since which an arm succeeds more or less often than before, on all tasks or on one of them; null
 * when no point is likely enough. A generalised likelihood ratio over all points (Willsky & Jones 1976) of Bernoulli
 * outcomes: in n calls with mean success s where e was expected, n · (s ln(s ÷ e) + (1 − s) ln((1 − s) ÷ (1 − e))), less by as
 * much as e itself is uncertain.
 * @param expected what all calls, those in doubt included, say of the arm in a setting
 * @param heardUntil the time, in milliseconds, until which the calls on a task were spent on a change that is known
 */
export function findChange(
  { provider, model, calls }: CallsInOrder,
  expected: (taskType: string, complexity: string) => Estimate,
  heardUntil: (taskType: string) => number,
): FoundChange | null {
  const tasks = new Map<string, Task>()
  const all = nothing()
  let found: Likely | null = null
  let foundOnTask: Likely | null = null
  for (let index = calls.length - 1; index >= 0; index--) {
    const [taskType, complexity, success, at] = calls[index] as CallsInOrder['calls'][number]
    let own = tasks.get(taskType)
    if (!own) {
      own = { ...nothing(), heard: heardUntil(taskType), settings: new Map() }
      tasks.set(taskType, own)
    }
    if (at <= own.heard) continue
    let setting = own.settings.get(complexity)
    if (!setting) {
      const { mean, variance } = expected(taskType, complexity)
      setting = { ...nothing(), rate: clamp(mean, LEAST_RATE, 1 - LEAST_RATE), variance }
      own.settings.set(complexity, setting)
    }
    addTo(setting, own, all, success)
    found = likelier(found, all, null, at)
    foundOnTask = likelier(foundOnTask, own, taskType, at)
  }
  const likeliest = (foundOnTask?.ratio ?? 0) > (found?.ratio ?? 0) ? foundOnTask : found
  return likeliest && { provider, model, ...likeliest.change }
}

type Likely = { ratio: number; change: Omit<FoundChange, 'provider' | 'model'> }

function likelier(
  known: Likely | null,
  sums: Sums,
  taskType: string | null,
  changedAt: number,
): Likely | null {
  const { calls, successes, hoped, noise, doubt } = sums
  const before = hoped / calls
  const after = successes / calls
  const difference = after - before
  if (Math.abs(difference) < LEAST_DIFFERENCE) return known
  const least = known?.ratio ?? CHANGE_THRESHOLD
  // The divergence is at most χ²; most points need no logarithm.
  if (calls * difference * difference * noise <= least * before * (1 - before) * doubt) return known
  const ratio = (calls * divergence(after, before) * noise) / doubt
  if (ratio <= least) return known
  const direction = after < before ? 'drop' : 'recovery'
  return {
    ratio,
    change: { taskType, direction, changedAt, successBefore: before, successAfter: after, callsAfter: calls },
  }
}

/**
 * Adds a call to the doubtful ones of its setting, its task and all. What was expected before them: a normal posterior of
 * variance v after n calls of noise σ² owes them the share q = n · v ÷ σ², so its mean without them is their own mean plus
 * 1 ÷ (1 − q) times the difference, and their sum varies by n · σ² ÷ (1 − q) about what it would hope for.
 */
function addTo(setting: Setting, task: Sums, all: Sums, success: number): void {
  const { rate, variance } = setting
  const noise = rate * (1 - rate)
  const calls = setting.calls + 1
  const seen = (setting.successes + success) / calls
  const others = 1 - Math.min(MAX_SHARE, (calls * variance) / noise)
  const hoped = calls * clamp(seen + (rate - seen) / others, LEAST_RATE, 1 - LEAST_RATE) - setting.hoped
  const doubt = (calls * noise) / others - setting.doubt
  add(setting, success, hoped, noise, doubt)
  add(task, success, hoped, noise, doubt)
  add(all, success, hoped, noise, doubt)
}

function add(sums: Sums, success: number, hoped: number, noise: number, doubt: number): void {
  sums.calls++
  sums.successes += success
  sums.hoped += hoped
  sums.noise += noise
  sums.doubt += doubt
}

/** Kullback–Leibler divergence of two shares, in nats. */
function divergence(seen: number, expected: number): number {
  const term = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b))
  return term(seen, expected) + term(1 - seen, 1 - expected)
}

/** What the calls since a drop was found say of a recovery. */
export type Hope = {
  /** Log-likelihood ratio of "as before the drop" against "as after it", from the likeliest point on; 0 or more. */
  ratio: number
  /** Time in milliseconds, number and successes of the calls from that point on. */
  since: number
  calls: number
  successes: number
  /** Time of the last call on what dropped; when the drop was found, where there is none. */
  lastAt: number
}

/** A cumulative sum (Page 1954). The few calls that a drop was found by are the worst, so their rate is drawn to one half. */
export function hopeSince(drop: KnownChange, calls: CallsInOrder['calls']): Hope {
  const before = clamp(drop.successBefore, LEAST_RATE, 1 - LEAST_RATE)
  const after = Math.min(before, (drop.successAfter * drop.callsAfter + 1) / (drop.callsAfter + 2))
  const forSuccess = Math.log(before / after)
  const forFailure = Math.log((1 - before) / (1 - after))
  const hope: Hope = { ratio: 0, since: drop.foundAt, calls: 0, successes: 0, lastAt: drop.foundAt }
  for (const [taskType, , success, at] of calls) {
    if ((drop.taskType ?? taskType) !== taskType || at <= drop.foundAt) continue
    if (hope.ratio === 0) Object.assign(hope, { since: at, calls: 0, successes: 0 })
    hope.ratio = Math.max(0, hope.ratio + (success ? forSuccess : forFailure))
    hope.calls++
    hope.successes += success
    hope.lastAt = at
  }
  return hope
}

/** The recovery of an arm that has dropped; null as long as it is not likely enough. */
export function findRecovery(drop: KnownChange, calls: CallsInOrder['calls']): FoundChange | null {
  const hope = hopeSince(drop, calls)
  if (hope.ratio < RECOVERY_THRESHOLD) return null
  const { provider, model, taskType, successAfter } = drop
  return {
    provider,
    model,
    taskType,
    direction: 'recovery',
    changedAt: hope.since,
    successBefore: successAfter,
    successAfter: hope.successes / hope.calls,
    callsAfter: hope.calls,
  }
}
