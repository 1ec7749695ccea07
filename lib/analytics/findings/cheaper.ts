import {
  type AdviceCell,
  armsByUse,
  isOf,
  pairedByKind,
  satisfactionOf,
  successOf,
  sum,
} from '@/lib/analytics/advice-cell'
import { type Finding, onSharedGround, share, usefulness } from '@/lib/analytics/findings/finding'
import { notInferiorTest, stratifiedProportionTest } from '@/lib/analytics/statistics'
import { armLabels } from '@/lib/arm-labels'
import { formatCount, formatPercent, formatUsd, taskTypeLabel } from '@/lib/format'
import { costPerSuccess } from '@/lib/pricing/cost-per-success'
import { type Arm, COMPLEXITIES, TASK_TYPES, type TaskType } from '@/lib/vocabulary'

const FEWEST_PRICED = 30
const MOST_OF_THE_PRICE = 0.7
const MARGIN = 0.05

/** Every model against the most used one of the task: much cheaper, and shown not to be worse by the margin or more. */
export function cheaperFindings(cells: readonly AdviceCell[]): Finding[] {
  return TASK_TYPES.flatMap((taskType) => {
    const ofTask = cells.filter((cell) => cell.taskType === taskType)
    const [usual, ...others] = armsByUse(ofTask)
    return usual ? others.flatMap((other) => comparison(cells, ofTask, taskType, usual, other)) : []
  })
}

function comparison(
  cells: readonly AdviceCell[],
  ofTask: readonly AdviceCell[],
  taskType: TaskType,
  usual: Arm,
  other: Arm,
): Finding[] {
  const theirs = ofTask.filter(isOf(usual))
  const mine = ofTask.filter(isOf(other))
  const prices = standardisedCosts(mine, theirs)
  if (prices === null || prices.mine > MOST_OF_THE_PRICE * prices.theirs) return []
  const strata = pairedByKind(mine, theirs, successOf)
  const success = onSharedGround(strata)
  const ratings = pairedByKind(mine, theirs, satisfactionOf)
  const satisfaction = onSharedGround(ratings)
  const isWorse = (p: number | null, difference: number) => difference < 0 && p !== null && p < 0.05
  const showsLoss =
    isWorse(stratifiedProportionTest(strata), success.difference) ||
    isWorse(stratifiedProportionTest(ratings), satisfaction.difference)
  const saving = 1 - prices.mine / prices.theirs
  const spent = (part: readonly AdviceCell[]) => sum(part, (cell) => cell.costUsd)
  const rated = satisfaction.mine.total > 0 && satisfaction.theirs.total > 0
  const thumbs = rated
    ? `, thumbs up ${formatPercent(100 * share(satisfaction.mine))} of ${formatCount(satisfaction.mine.total)} against ${formatPercent(100 * share(satisfaction.theirs))} of ${formatCount(satisfaction.theirs.total)} rated`
    : ', none rated on both sides'
  return [
    {
      pValue: notInferiorTest(strata, MARGIN),
      usefulness: showsLoss ? 0 : usefulness(spent(theirs), spent(cells), saving),
      advice: {
        kind: 'cheaper',
        sentence: `For ${taskTypeLabel(taskType).toLowerCase()} ${armLabels(cells)(other)} costs ${formatUsd(prices.mine)} per successful call, ${armLabels(cells)(usual)} ${formatUsd(prices.theirs)}, at no detectable loss of quality: success ${formatPercent(100 * share(success.mine))} of ${formatCount(success.mine.total)} against ${formatPercent(100 * share(success.theirs))} of ${formatCount(success.theirs.total)} calls (with 95% certainty less than ${100 * MARGIN} points lower)${thumbs}.`,
        calls: success.mine.total + success.theirs.total,
        taskType,
        complexity: null,
        model: other.model,
      },
    },
  ]
}

/** Dollars per successful call of both, were both given the second's mix of complexities; null where too few are priced. */
function standardisedCosts(mine: readonly AdviceCell[], theirs: readonly AdviceCell[]) {
  const shared = COMPLEXITIES.flatMap((complexity) => {
    const isKind = (cell: AdviceCell) => cell.complexity === complexity
    const [a, b] = [mine.find(isKind), theirs.find(isKind)]
    const [costOfA, costOfB] = [a && costPerSuccess(a), b && costPerSuccess(b)]
    if (!a || !b || costOfA == null || costOfB == null) return []
    return [
      { priced: [a.pricedSuccesses, b.pricedSuccesses], cost: [costOfA, costOfB], weight: b.calls } as const,
    ]
  })
  const total = (of: (pair: (typeof shared)[number]) => number) =>
    shared.reduce((sum, pair) => sum + of(pair), 0)
  if (
    Math.min(
      total(({ priced }) => priced[0]),
      total(({ priced }) => priced[1]),
    ) < FEWEST_PRICED
  )
    return null
  const size = total(({ weight }) => weight)
  return {
    mine: total(({ weight, cost }) => (weight / size) * cost[0]),
    theirs: total(({ weight, cost }) => (weight / size) * cost[1]),
  }
}
