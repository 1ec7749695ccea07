import type { LogTimes, Proportion } from '@/lib/analytics/statistics'
import type { Spending } from '@/lib/pricing/cost-per-success'
import {
  type Arm,
  COMPLEXITIES,
  type Complexity,
  isSameArm,
  TASK_TYPES,
  type TaskType,
} from '@/lib/vocabulary'

/** What SQL counts of the calls of one arm on one task type and complexity. */
export type AdviceCell = Arm &
  Spending & {
    taskType: TaskType
    complexity: Complexity
    /** Calls that ended in success or failure. */
    calls: number
    successes: number
    thumbsUp: number
    thumbsDown: number
    /** Successful calls with a known response time. */
    timedCalls: number
    /** Mean and sample variance of ln(response time in ms, at least 1) over them; null with none, the variance also with one. */
    logMeanMs: number | null
    logVarMs: number | null
  }

export function successOf(cells: readonly AdviceCell[]): Proportion {
  return { hits: sum(cells, (cell) => cell.successes), total: sum(cells, (cell) => cell.calls) }
}

export function satisfactionOf(cells: readonly AdviceCell[]): Proportion {
  return {
    hits: sum(cells, (cell) => cell.thumbsUp),
    total: sum(cells, (cell) => cell.thumbsUp + cell.thumbsDown),
  }
}

export function timesOf(cell: AdviceCell): LogTimes {
  return { count: cell.timedCalls, logMean: cell.logMeanMs ?? 0, logVariance: cell.logVarMs ?? 0 }
}

export function sum(cells: readonly AdviceCell[], of: (cell: AdviceCell) => number): number {
  return cells.reduce((total, cell) => total + of(cell), 0)
}

export function isOf(arm: Arm): (cell: AdviceCell) => boolean {
  return (cell) => isSameArm(cell, arm)
}

/** The arms of the cells, the most used first. */
export function armsByUse(cells: readonly AdviceCell[]): Arm[] {
  const arms = new Map<string, Arm & { calls: number }>()
  for (const { provider, model, calls } of cells) {
    const key = JSON.stringify([provider, model])
    arms.set(key, { provider, model, calls: (arms.get(key)?.calls ?? 0) + calls })
  }
  return [...arms.entries()]
    .sort(([keyA, a], [keyB, b]) => b.calls - a.calls || (keyA < keyB ? -1 : 1))
    .map(([, { provider, model }]) => ({ provider, model }))
}

/** One sum per task type and complexity for each side, of the calls that `measure` counts. */
export function pairedByKind<T>(
  mine: readonly AdviceCell[],
  theirs: readonly AdviceCell[],
  measure: (cells: readonly AdviceCell[]) => T,
): (readonly [T, T])[] {
  return TASK_TYPES.flatMap((taskType) =>
    COMPLEXITIES.map((complexity) => {
      const isKind = (cell: AdviceCell) => cell.taskType === taskType && cell.complexity === complexity
      return [measure(mine.filter(isKind)), measure(theirs.filter(isKind))] as const
    }),
  )
}
