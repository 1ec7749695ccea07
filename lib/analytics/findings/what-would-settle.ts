import { type AdviceCell, armsByUse, isOf, successOf } from '@/lib/analytics/advice-cell'
import { Z_95 } from '@/lib/analytics/distributions'
import { share } from '@/lib/analytics/findings/finding'
import type { Advice } from '@/lib/analytics/models-answer'
import { armLabels } from '@/lib/arm-labels'
import { formatCount, formatPercent, formatQuantity, taskTypeLabel } from '@/lib/format'
import { TASK_TYPES } from '@/lib/vocabulary'

/** The 80 % quantile of the normal distribution: a real difference is found four times in five. */
const Z_POWER = 0.8416212335729143
/** A difference that would matter, where the figures so far hardly differ. */
const RELEVANT = 0.05

/** What can be said when nothing can be said yet: how many calls it would take. */
export function whatWouldSettle(cells: readonly AdviceCell[]): Advice {
  const advice = {
    kind: 'not_enough_evidence',
    calls: successOf(cells).total,
    taskType: null,
    complexity: null,
    model: null,
  } as const
  const ofTask = TASK_TYPES.map((taskType) =>
    cells.filter((cell) => cell.taskType === taskType && cell.calls > 0),
  )
    .sort((a, b) => secondMost(b) - secondMost(a) || successOf(b).total - successOf(a).total)
    .at(0)
  const [first, second] = armsByUse(ofTask ?? [])
  const taskType = ofTask?.[0]?.taskType
  if (!ofTask || !first || !taskType) {
    return {
      ...advice,
      sentence: `No calls have ended yet: telling two models apart takes about ${formatCount(callsToSettle(0.95, 0.9))} calls of the same task with each.`,
    }
  }
  const task = taskTypeLabel(taskType).toLowerCase()
  const a = successOf(ofTask.filter(isOf(first)))
  if (!second) {
    return {
      ...advice,
      taskType,
      sentence: `Only ${armLabels(cells)(first)} has answered so far (${formatQuantity(a.total, 'call')} for ${task}): there is nothing to compare it with until a second model gets the same task.`,
    }
  }
  const b = successOf(ofTask.filter(isOf(second)))
  const [better, worse] = plausible(share(a), share(b))
  return {
    ...advice,
    taskType,
    sentence: `Not enough evidence for a difference between models yet. The two most used for ${task} succeed in ${formatPercent(100 * share(a))} of ${formatQuantity(a.total, 'call')} (${armLabels(cells)(first)}) and ${formatPercent(100 * share(b))} of ${formatCount(b.total)} (${armLabels(cells)(second)}); telling ${formatPercent(100 * better)} from ${formatPercent(100 * worse)} would take about ${formatCount(callsToSettle(better, worse))} calls with each.`,
  }
}

function secondMost(cells: readonly AdviceCell[]): number {
  const second = armsByUse(cells)[1]
  return second ? successOf(cells.filter(isOf(second))).total : 0
}

/** The shares seen, or, where they hardly differ, a relevant difference around them. */
function plausible(a: number, b: number): [number, number] {
  if (Math.abs(a - b) >= RELEVANT) return [Math.max(a, b), Math.min(a, b)]
  const better = Math.min(0.99, Math.max(a, b, RELEVANT))
  return [better, better - RELEVANT]
}

/** Calls with each of two models to tell the shares apart at 5 % error and 80 % power, in two digits. */
function callsToSettle(a: number, b: number): number {
  const spread = Math.max(a * (1 - a) + b * (1 - b), 0.02)
  const calls = ((Z_95 + Z_POWER) ** 2 * spread) / (a - b) ** 2
  return Math.max(10, Number(calls.toPrecision(2)))
}
