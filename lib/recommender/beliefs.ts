import { type FoundChange, findChange } from '@/lib/recommender/change'
import { Economy, type Expenses } from '@/lib/recommender/economy'
import type { PolicySettings } from '@/lib/recommender/evidence'
import { type Outcomes, Posterior } from '@/lib/recommender/posterior'
import { type Arm, isSameArm } from '@/lib/vocabulary'

/** What `Evidence` of evidence.ts holds, for tasks by any name. */
export type AnyEvidence = {
  cells: readonly (Outcomes & Expenses)[]
  recent: readonly AnyRecentCalls[]
  changes: readonly AnyChange[]
  settings: PolicySettings
}
export type AnyRecentCalls = Arm & {
  calls: readonly (readonly [taskType: string, complexity: string, success: 0 | 1, at: number])[]
}
export type AnyChange = FoundChange & { foundAt: number }

/** How long after its last call an arm that dropped is tried again, in milliseconds. */
const RETRY_AFTER_MS = 6 * 3_600_000
/** Least chance with which it is then tried, and once an answer since the drop has succeeded. */
const RETRY_SHARE = 0.01
const PROMISING_SHARE = 0.1

/** All that follows from a team's evidence, worked out once and only as far as it is asked for. */
export class Beliefs {
  readonly posterior: Posterior
  private economyOfCells: Economy | null = null
  private readonly extended = new Map<string, Posterior>()

  private constructor(readonly evidence: AnyEvidence) {
    this.posterior = new Posterior(evidence.cells)
  }

  private static readonly known = new WeakMap<AnyEvidence, Beliefs>()

  /** Evidence is never changed, so what follows from it is kept with it. */
  static of(evidence: AnyEvidence): Beliefs {
    const known = Beliefs.known.get(evidence)
    if (known) return known
    const beliefs = new Beliefs(evidence)
    Beliefs.known.set(evidence, beliefs)
    return beliefs
  }

  get economy(): Economy {
    this.economyOfCells ??= new Economy(this.evidence.cells)
    return this.economyOfCells
  }

  /** The posterior that knows this setting, with calls in it or without. */
  posteriorFor(taskType: string, complexity: string): Posterior {
    if (this.posterior.knows(taskType, complexity)) return this.posterior
    const key = `${taskType} ${complexity}`
    const known = this.extended.get(key)
    if (known) return known
    const posterior = new Posterior(this.evidence.cells, [{ taskType, complexity }])
    this.extended.set(key, posterior)
    return posterior
  }

  /** The latest change of the arm that concerns this task; null without one. */
  changeOf(arm: Arm, taskType: string): AnyChange | null {
    return (
      this.evidence.changes
        .filter((change) => isSameArm(change, arm) && (change.taskType ?? taskType) === taskType)
        .toSorted((a, b) => b.changedAt - a.changedAt)[0] ?? null
    )
  }

  /** Least chance with which an arm that dropped on this task is tried again, as it may have recovered. */
  retryShare(arm: Arm, taskType: string, now: number): number {
    const change = this.changeOf(arm, taskType)
    if (change?.direction !== 'drop') return 0
    const calls = this.evidence.recent.find((recent) => isSameArm(recent, arm))?.calls ?? []
    const last = calls.findLast(([task]) => change.taskType === null || task === taskType)
    if (last && last[2] === 1 && last[3] > change.changedAt) return PROMISING_SHARE
    return last && now - last[3] < RETRY_AFTER_MS ? 0 : RETRY_SHARE
  }

  /** Changes in the newest calls that are not among the known ones. */
  findChanges(): FoundChange[] {
    return this.evidence.recent.flatMap((recent) => this.findChangeIn(recent) ?? [])
  }

  findChangeIn(recent: AnyRecentCalls): FoundChange | null {
    const rates = new Map<string, number>()
    return findChange(recent, (taskType, complexity) => {
      const key = `${taskType} ${complexity}`
      const known = rates.get(key)
      if (known !== undefined) return known
      const rate = this.posteriorFor(taskType, complexity).expect(recent, taskType, complexity).success.mean
      rates.set(key, rate)
      return rate
    })
  }
}
