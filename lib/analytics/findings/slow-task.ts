import { type AdviceCell, armsByUse, isOf, timesOf } from '@/lib/analytics/advice-cell'
import { type Finding, usefulness } from '@/lib/analytics/findings/finding'
import { pooledTimes, stratifiedTimeRatio } from '@/lib/analytics/statistics'
import { formatCount, formatDuration, taskTypeLabel } from '@/lib/format'
import { TASK_TYPES, type TaskType } from '@/lib/vocabulary'

const LEAST_RATIO = 1.5
/** That a task is slow is good to know, but does not say what to do. */
const WEIGHT = 0.5

/** Every task against the others, each model with itself. */
export function slowTaskFindings(cells: readonly AdviceCell[]): Finding[] {
  return TASK_TYPES.flatMap((taskType) => comparison(cells, taskType))
}

function comparison(cells: readonly AdviceCell[], taskType: TaskType): Finding[] {
  const times = (part: readonly AdviceCell[]) => pooledTimes(part.map(timesOf))
  const isTask = (cell: AdviceCell) => cell.taskType === taskType
  const strata = armsByUse(cells).map((arm) => {
    const own = cells.filter(isOf(arm))
    return [times(own.filter(isTask)), times(own.filter((cell) => !isTask(cell)))] as const
  })
  const result = stratifiedTimeRatio(strata)
  if (result === null) return []
  const mine = times(cells.filter(isTask))
  return [
    {
      pValue: result.pValue,
      usefulness:
        result.ratio < LEAST_RATIO
          ? 0
          : usefulness(mine.count, times(cells).count, WEIGHT * (1 - 1 / result.ratio)),
      advice: {
        kind: 'slow_task',
        sentence: `${taskTypeLabel(taskType)} is slow: the same models take ${result.ratio.toFixed(1)} times as long as for other tasks, typically ${formatDuration(Math.exp(mine.logMean))} (${formatCount(mine.count)} timed calls).`,
        calls: mine.count,
        taskType,
        complexity: null,
        model: null,
      },
    },
  ]
}
