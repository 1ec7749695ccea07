import { type AdviceCell, armsByUse, isOf, pairedByKind, satisfactionOf } from '@/lib/analytics/advice-cell'
import { type Finding, onSharedGround, share, usefulness } from '@/lib/analytics/findings/finding'
import type { Advice } from '@/lib/analytics/models-answer'
import { type Proportion, stratifiedProportionTest, twoProportionTest } from '@/lib/analytics/statistics'
import { armLabels } from '@/lib/arm-labels'
import { formatCount, formatPercent, taskTypeLabel } from '@/lib/format'
import { type Arm, TASK_TYPES, type TaskType } from '@/lib/vocabulary'

const FEWEST_RATED = 10
const LEAST_DIFFERENCE = 0.05
const WEIGHT = 3

/** What users prefer, and where they are not satisfied: each model against the others, and each task against the others. */
export function satisfactionFindings(cells: readonly AdviceCell[]): Finding[] {
  return [
    ...armsByUse(cells).flatMap((arm) => modelComparison(cells, cells, null, arm)),
    ...TASK_TYPES.flatMap((taskType) => {
      const ofTask = cells.filter((cell) => cell.taskType === taskType)
      return [
        ...armsByUse(ofTask).flatMap((arm) => modelComparison(cells, ofTask, taskType, arm)),
        ...taskComparison(cells, ofTask, taskType),
      ]
    }),
  ]
}

function modelComparison(
  cells: readonly AdviceCell[],
  among: readonly AdviceCell[],
  taskType: TaskType | null,
  arm: Arm,
): Finding[] {
  const others = among.filter((cell) => !isOf(arm)(cell))
  const strata = pairedByKind(among.filter(isOf(arm)), others, satisfactionOf)
  const { mine, theirs, difference } = onSharedGround(strata)
  if (Math.min(mine.total, theirs.total) < FEWEST_RATED) return []
  const pValue = stratifiedProportionTest(strata)
  if (pValue === null) return []
  const task = taskType === null ? 'Across all tasks' : `For ${taskTypeLabel(taskType).toLowerCase()}`
  const figures = `${thumbsUp(mine)}, against ${thumbsUp(theirs)} with the other models`
  const label = armLabels(cells)(arm)
  const sentence =
    difference > 0
      ? `${task} users prefer ${label}: ${figures}.`
      : `${task} satisfaction is low with ${label}: ${figures}.`
  return [
    finding(
      cells,
      { mine, theirs, difference, pValue },
      {
        kind: difference > 0 ? 'preferred' : 'low_satisfaction',
        sentence,
        taskType,
        model: arm.model,
      },
    ),
  ]
}

function taskComparison(
  cells: readonly AdviceCell[],
  ofTask: readonly AdviceCell[],
  taskType: TaskType,
): Finding[] {
  const mine = satisfactionOf(ofTask)
  const theirs = satisfactionOf(cells.filter((cell) => cell.taskType !== taskType))
  if (Math.min(mine.total, theirs.total) < FEWEST_RATED) return []
  const difference = share(mine) - share(theirs)
  const pValue = twoProportionTest(mine, theirs)
  return [
    finding(
      cells,
      { mine, theirs, difference: Math.min(0, difference), pValue },
      {
        kind: 'low_satisfaction',
        sentence: `Satisfaction is low for ${taskTypeLabel(taskType).toLowerCase()}: ${thumbsUp(mine)}, against ${thumbsUp(theirs)} for other tasks.`,
        taskType,
        model: null,
      },
    ),
  ]
}

type Comparison = { mine: Proportion; theirs: Proportion; difference: number; pValue: number }

function finding(
  cells: readonly AdviceCell[],
  { mine, theirs, difference, pValue }: Comparison,
  advice: Pick<Advice, 'kind' | 'sentence' | 'taskType' | 'model'>,
): Finding {
  const touched = difference > 0 ? theirs.total : mine.total
  const effect = WEIGHT * Math.abs(difference)
  return {
    pValue,
    usefulness:
      Math.abs(difference) < LEAST_DIFFERENCE ? 0 : usefulness(touched, satisfactionOf(cells).total, effect),
    advice: { ...advice, calls: mine.total + theirs.total, complexity: null },
  }
}

function thumbsUp(ratings: Proportion): string {
  return `${formatPercent(100 * share(ratings))} thumbs up of ${formatCount(ratings.total)} rated answers`
}
