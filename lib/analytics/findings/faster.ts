import { type AdviceCell, armsByUse, isOf, timesOf } from '@/lib/analytics/advice-cell'
import { type Finding, usefulness } from '@/lib/analytics/findings/finding'
import { stratifiedTimeRatio } from '@/lib/analytics/statistics'
import { armLabels } from '@/lib/arm-labels'
import { formatCount } from '@/lib/format'
import { type Arm, TASK_TYPES } from '@/lib/vocabulary'

const LEAST_RATIO = 1.2

/** Every model against the most used one on simple tasks, like with like. */
export function fasterFindings(cells: readonly AdviceCell[]): Finding[] {
  const simple = cells.filter((cell) => cell.complexity === 'simple' && cell.timedCalls > 1)
  const [usual, ...others] = armsByUse(simple)
  return usual ? others.flatMap((other) => comparison(cells, simple, usual, other)) : []
}

function comparison(
  cells: readonly AdviceCell[],
  simple: readonly AdviceCell[],
  usual: Arm,
  other: Arm,
): Finding[] {
  const pairs = TASK_TYPES.flatMap((taskType) => {
    const mine = simple.find((cell) => isOf(usual)(cell) && cell.taskType === taskType)
    const theirs = simple.find((cell) => isOf(other)(cell) && cell.taskType === taskType)
    return mine && theirs ? [[mine, theirs] as const] : []
  })
  const result = stratifiedTimeRatio(pairs.map(([a, b]) => [timesOf(a), timesOf(b)]))
  if (result === null) return []
  const isUsualSlower = result.ratio > 1
  const [fast, slow] = isUsualSlower ? [other, usual] : [usual, other]
  const [ratio, low, high] = isUsualSlower
    ? [result.ratio, result.low, result.high]
    : [1 / result.ratio, 1 / result.high, 1 / result.low]
  const timed = (index: 0 | 1) => pairs.reduce((total, pair) => total + pair[index].timedCalls, 0)
  const [fastCalls, slowCalls] = isUsualSlower ? [timed(1), timed(0)] : [timed(0), timed(1)]
  const all = cells.reduce((total, cell) => total + cell.timedCalls, 0)
  return [
    {
      pValue: result.pValue,
      usefulness: ratio < LEAST_RATIO ? 0 : usefulness(slowCalls, all, 1 - 1 / ratio),
      advice: {
        kind: 'faster',
        sentence: `For simple tasks ${armLabels(cells)(fast)} answers ${ratio.toFixed(1)} times as fast as ${armLabels(cells)(slow)} (95% interval ${low.toFixed(1)}–${high.toFixed(1)}; ${formatCount(fastCalls)} and ${formatCount(slowCalls)} timed calls of the same tasks).`,
        calls: fastCalls + slowCalls,
        taskType: null,
        complexity: 'simple',
        model: fast.model,
      },
    },
  ]
}
