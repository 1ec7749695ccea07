import type { EvidenceCell } from '@/lib/recommender/evidence'
import { type Arm, type Complexity, isSameArm, type TaskType } from '@/lib/vocabulary'

/** With fewer calls than this the rules decide (A33). */
export const ENOUGH_CALLS = 5

/** What an arm did on a task: the cells that speak for it, added up. */
export type TaskRecord = Pick<
  EvidenceCell,
  | 'calls'
  | 'successes'
  | 'thumbsUp'
  | 'thumbsDown'
  | 'avgResponseTimeMs'
  | 'timedCalls'
  | 'costUsd'
  | 'pricedSuccesses'
> & {
  /** Set when the calls are those of one complexity only. */
  complexity: Complexity | null
}

const NO_CALLS: TaskRecord = {
  complexity: null,
  calls: 0,
  successes: 0,
  thumbsUp: 0,
  thumbsDown: 0,
  avgResponseTimeMs: null,
  timedCalls: 0,
  costUsd: 0,
  pricedSuccesses: 0,
}

/** The arm's calls of this task at all complexities. */
export function recordOnTask(evidence: readonly EvidenceCell[], arm: Arm, taskType: TaskType): TaskRecord {
  return total(evidence.filter((cell) => isSameArm(cell, arm) && cell.taskType === taskType))
}

/** The arm's calls of this task at this complexity where there are enough of them, else of all complexities. */
export function taskRecord(
  evidence: readonly EvidenceCell[],
  arm: Arm,
  taskType: TaskType,
  complexity: Complexity,
): TaskRecord {
  const cells = evidence.filter((cell) => isSameArm(cell, arm) && cell.taskType === taskType)
  const fitting = total(cells.filter((cell) => cell.complexity === complexity))
  return fitting.calls >= ENOUGH_CALLS ? { ...fitting, complexity } : total(cells)
}

function total(cells: readonly EvidenceCell[]): TaskRecord {
  const record = cells.reduce(
    (sum, cell) => ({
      complexity: null,
      calls: sum.calls + cell.calls,
      successes: sum.successes + cell.successes,
      thumbsUp: sum.thumbsUp + cell.thumbsUp,
      thumbsDown: sum.thumbsDown + cell.thumbsDown,
      avgResponseTimeMs: null,
      timedCalls: sum.timedCalls + cell.timedCalls,
      costUsd: sum.costUsd + cell.costUsd,
      pricedSuccesses: sum.pricedSuccesses + cell.pricedSuccesses,
    }),
    NO_CALLS,
  )
  if (record.timedCalls === 0) return record
  const milliseconds = cells.reduce((sum, cell) => sum + (cell.avgResponseTimeMs ?? 0) * cell.timedCalls, 0)
  return { ...record, avgResponseTimeMs: milliseconds / record.timedCalls }
}
