import {
  type CallsInOrder,
  type FoundChange,
  findChange,
  findRecovery,
  hopeSince,
  type KnownChange,
} from '@/lib/recommender/change'
import { Economy, type Expenses } from '@/lib/recommender/economy'
import type { PolicySettings } from '@/lib/recommender/evidence'
import type { Estimate } from '@/lib/recommender/hierarchy'
import { type Outcomes, Posterior } from '@/lib/recommender/posterior'
import { type Arm, isSameArm } from '@/lib/vocabulary'

/** What `Evidence` of evidence.ts holds, for tasks by any name. */
export type AnyEvidence = {
  cells: readonly (Outcomes & Expenses)[]
  recent: readonly CallsInOrder[]
  changes: readonly KnownChange[]
  settings: PolicySettings
}

/** How long after its last call an arm that dropped is tried again, in milliseconds. */
const RETRY_AFTER_MS = 6 * 3_600_000
/** Chance that an arm has recovered, before any call says so; and the highest chance with which it is tried. */
const RECOVERY_CHANCE = 0.01
const MAX_RETRY_SHARE = 0.1

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
  changeOf(arm: Arm, taskType: string): KnownChange | null {
    return (
      this.evidence.changes
        .filter((change) => isSameArm(change, arm) && (change.taskType ?? taskType) === taskType)
        .toSorted((a, b) => b.changedAt - a.changedAt)[0] ?? null
    )
  }

  /**
   * Least chance with which an arm that dropped on this task is tried again: with a call now and then, and the more often
   * the likelier its calls since then say that it has recovered.
   */
  retryShare(arm: Arm, taskType: string, now: number): number {
    const change = this.changeOf(arm, taskType)
    if (change?.direction !== 'drop') return 0
    const { ratio, lastAt } = hopeSince(change, this.callsOf(arm))
    if (ratio === 0 && now - lastAt < RETRY_AFTER_MS) return 0
    return Math.min(MAX_RETRY_SHARE, RECOVERY_CHANCE * Math.exp(ratio))
  }

  /** Changes in the newest calls that are not among the known ones. */
  findChanges(): FoundChange[] {
    return this.evidence.recent.flatMap((recent) => this.findChangeIn(recent) ?? [])
  }

  findChangeIn(recent: CallsInOrder): FoundChange | null {
    const known = this.evidence.changes.filter((change) => isSameArm(change, recent))
    const heardUntil = (taskType: string) =>
      known.reduce(
        (until, change) =>
          change.taskType === null || change.taskType === taskType ? Math.max(until, change.foundAt) : until,
        Number.NEGATIVE_INFINITY,
      )
    const expected = (taskType: string, complexity: string): Estimate =>
      this.posteriorFor(taskType, complexity).expect(recent, taskType, complexity).success
    return findChange(recent, expected, heardUntil) ?? findRecoveries(known, recent)[0] ?? null
  }

  private callsOf(arm: Arm): CallsInOrder['calls'] {
    return this.evidence.recent.find((recent) => isSameArm(recent, arm))?.calls ?? []
  }
}

/** Of the drops that no later change of the same task, or of all, has replaced. */
function findRecoveries(known: readonly KnownChange[], { calls }: CallsInOrder): FoundChange[] {
  return known.flatMap((change) => {
    const isReplaced = known.some(
      (later) =>
        later.changedAt > change.changedAt && (later.taskType === null || later.taskType === change.taskType),
    )
    return change.direction === 'recovery' || isReplaced ? [] : (findRecovery(change, calls) ?? [])
  })
}
