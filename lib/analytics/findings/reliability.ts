import { type AdviceCell, armsByUse, isOf, pairedByKind, successOf } from '@/lib/analytics/advice-cell'
import { type Finding, onSharedGround, share, usefulness } from '@/lib/analytics/findings/finding'
import { stratifiedProportionTest } from '@/lib/analytics/statistics'
import { armLabels } from '@/lib/arm-labels'
import { formatCount, formatPercent, taskTypeLabel } from '@/lib/format'
import { type Arm, TASK_TYPES, type TaskType } from '@/lib/vocabulary'

const FEWEST_CALLS = 20
const LEAST_DIFFERENCE = 0.01
/** A failed call costs its user more than a slow one: five points of success weigh as much as being twice as fast. */
const WEIGHT = 10

/** The success of every model against that of the others on the same task, complexity by complexity. */
export function reliabilityFindings(cells: readonly AdviceCell[]): Finding[] {
  return TASK_TYPES.flatMap((taskType) => {
    const ofTask = cells.filter((cell) => cell.taskType === taskType)
    return armsByUse(ofTask).flatMap((arm) => comparison(cells, ofTask, taskType, arm))
  })
}

function comparison(
  cells: readonly AdviceCell[],
  ofTask: readonly AdviceCell[],
  taskType: TaskType,
  arm: Arm,
): Finding[] {
  const others = ofTask.filter((cell) => !isOf(arm)(cell))
  const strata = pairedByKind(ofTask.filter(isOf(arm)), others, successOf)
  const { mine, theirs, difference } = onSharedGround(strata)
  if (Math.min(mine.total, theirs.total) < FEWEST_CALLS) return []
  const pValue = stratifiedProportionTest(strata)
  if (pValue === null) return []
  const touched = difference > 0 ? theirs.total : mine.total
  return [
    {
      pValue,
      usefulness:
        Math.abs(difference) < LEAST_DIFFERENCE
          ? 0
          : usefulness(touched, successOf(cells).total, WEIGHT * Math.abs(difference)),
      advice: {
        kind: difference > 0 ? 'more_reliable' : 'less_reliable',
        sentence: `For ${taskTypeLabel(taskType).toLowerCase()} ${armLabels(cells)(arm)} succeeds ${difference > 0 ? 'more' : 'less'} often: ${formatPercent(100 * share(mine))} of ${formatCount(mine.total)} calls, against ${formatPercent(100 * share(theirs))} of ${formatCount(theirs.total)} with the other models.`,
        calls: mine.total + theirs.total,
        taskType,
        complexity: null,
        model: arm.model,
      },
    },
  ]
}
