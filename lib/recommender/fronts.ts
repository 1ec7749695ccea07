import { latencyQuantile, mergedLatencies } from '@/lib/analytics/latency-sketch'
import { costPerSuccess } from '@/lib/pricing/cost-per-success'
import { Beliefs } from '@/lib/recommender/beliefs'
import { chancesWithin } from '@/lib/recommender/chances'
import type { Evidence, EvidenceCell } from '@/lib/recommender/evidence'
import { type FrontOfTask, type MeasuredArm, placeOnFront } from '@/lib/recommender/front-of-task'
import type { Estimate } from '@/lib/recommender/hierarchy'
import { compareArms } from '@/lib/recommender/model-selector'
import { choices, type Option, qualityOf } from '@/lib/recommender/policy'
import { ENOUGH_CALLS } from '@/lib/recommender/task-record'
import { type Arm, isSameArm, PRIORITIES, type Priority, TASK_TYPES, type TaskType } from '@/lib/vocabulary'

const Z_95 = 1.96
/** A difference worth knowing: two points of quality (0–1). */
const WORTH_KNOWING = 0.02

/**
 * What each task's models are weighed by, from the evidence that the router goes by, over the complexities in the team's
 * own mix: the tasks that have calls, in their usual order. @param labelOf the name people read, unlike any other's
 */
export function frontsOf(evidence: Evidence, labelOf: (arm: Arm) => string): FrontOfTask[] {
  const known = fronts.get(evidence)
  if (known) return known
  const found = newFronts(evidence, labelOf)
  fronts.set(evidence, found)
  return found
}

/** Evidence is never changed, so what follows from it is kept with it. */
const fronts = new WeakMap<Evidence, FrontOfTask[]>()

function newFronts(evidence: Evidence, labelOf: (arm: Arm) => string): FrontOfTask[] {
  return TASK_TYPES.flatMap((taskType) => {
    const cells = evidence.cells.filter((cell) => cell.taskType === taskType && cell.calls > 0)
    return cells.length === 0 ? [] : [frontOf(evidence, taskType, cells, labelOf)]
  })
}

type Measured = {
  arm: Arm
  quality: Estimate
  p95Ms: number | null
  costUsd: number | null
  calls: number
  option: Option
}

function frontOf(
  evidence: Evidence,
  taskType: TaskType,
  cells: readonly EvidenceCell[],
  labelOf: (arm: Arm) => string,
): FrontOfTask {
  const measured = armsIn(cells).map((arm) => measure(arm, taskType, cells, evidence))
  const proven = measured.filter(({ calls }) => calls >= ENOUGH_CALLS)
  const chosen = chosenFor(proven, evidence)
  const confidences = chancesWithin(
    proven.map(({ quality }) => quality),
    WORTH_KNOWING,
  )
  const arms = measured.map((each): MeasuredArm => {
    const { arm, quality, p95Ms, costUsd, calls } = each
    return {
      ...arm,
      label: labelOf(arm),
      quality: interval(quality),
      p95Ms,
      costPerSuccessUsd: costUsd,
      calls,
      isEnough: calls >= ENOUGH_CALLS,
      confidence: 100 * (confidences[proven.indexOf(each)] ?? 0),
      chosenFor: PRIORITIES.filter((priority) => isSameArm(chosen.get(priority) ?? null, arm)),
    }
  })
  return { taskType, points: placeOnFront(arms), settled: whatSettles(measured, labelOf) }
}

function armsIn(cells: readonly EvidenceCell[]): Arm[] {
  const arms = new Map(cells.map(({ provider, model }) => [`${provider}\n${model}`, { provider, model }]))
  return [...arms.values()].toSorted(compareArms)
}

function measure(arm: Arm, taskType: TaskType, cells: readonly EvidenceCell[], evidence: Evidence): Measured {
  const { posterior } = Beliefs.of(evidence)
  const own = cells.filter((cell) => isSameArm(cell, arm))
  const total = cells.reduce((sum, { weighted }) => sum + weighted.calls, 0)
  const mixed = (of: 'success' | 'satisfaction'): Estimate => {
    let mean = 0
    let deviation = 0
    for (const { complexity, weighted } of cells) {
      const share = total === 0 ? 1 / cells.length : weighted.calls / total
      const estimate = posterior.expect(arm, taskType, complexity)[of]
      mean += share * estimate.mean
      // What an arm has in common on all complexities is most of what is not known, so deviations add up.
      deviation += share * Math.sqrt(estimate.variance)
    }
    return { mean, variance: deviation ** 2 }
  }
  const expected = { success: mixed('success'), satisfaction: mixed('satisfaction') }
  const costUsd = costPerSuccess({
    costUsd: own.reduce((sum, cell) => sum + cell.costUsd, 0),
    pricedSuccesses: own.reduce((sum, cell) => sum + cell.pricedSuccesses, 0),
  })
  const p95Ms = latencyQuantile(mergedLatencies(own.map(({ responseTimes }) => responseTimes)), 0.95)
  return {
    arm,
    quality: qualityOf(expected),
    p95Ms,
    costUsd,
    calls: own.reduce((sum, { calls }) => sum + calls, 0),
    option: {
      expected,
      costUsd,
      latencyMs: p95Ms,
      calls: posterior.callsOf(arm),
      isDefault: false,
      retryShare: 0,
    },
  }
}

/** What the policy would choose of them for each priority. */
function chosenFor(measured: readonly Measured[], evidence: Evidence): Map<Priority, Arm> {
  const chosen = new Map<Priority, Arm>()
  if (measured.length === 0) return chosen
  const options = measured.map(({ option }) => option)
  const { verdicts } = Beliefs.of(evidence).posterior
  for (const priority of PRIORITIES) {
    const { best } = choices({ options, priority, verdicts, settings: evidence.settings })
    const arm = measured[best]?.arm
    if (arm) chosen.set(priority, arm)
  }
  return chosen
}

function interval({ mean, variance }: Estimate): MeasuredArm['quality'] {
  const reach = Z_95 * Math.sqrt(variance)
  return { mean, low: Math.max(0, mean - reach), high: Math.min(1, mean + reach) }
}

/** How many calls would tell the two best apart, where they cannot be told apart yet; null where they can. */
function whatSettles(measured: readonly Measured[], labelOf: (arm: Arm) => string): string | null {
  const [best, next] = measured.toSorted((a, b) => b.quality.mean - a.quality.mean)
  if (!best || !next)
    return 'Only one model has calls here: a second one would show whether it is the better choice.'
  const gap = best.quality.mean - next.quality.mean
  if (gap > Z_95 * Math.sqrt(best.quality.variance + next.quality.variance)) return null
  const wanted = callsToSettle(best, next, gap)
  return `Not enough evidence yet to tell ${labelOf(best.arm)} from ${labelOf(next.arm)}: about ${wanted} more judged calls of each would settle it, to within two points.`
}

/** Judged calls of each arm after which a 95 % interval of their difference no longer reaches the gap, or two points. */
function callsToSettle(best: Measured, next: Measured, gap: number): number {
  const share = (best.quality.mean + next.quality.mean) / 2
  const wanted = (2 * share * (1 - share)) / (Math.max(gap, WORTH_KNOWING) / Z_95) ** 2
  const tens = Math.ceil(wanted / 10) * 10
  return Math.max(10, tens - Math.floor(Math.min(best.calls, next.calls) / 10) * 10)
}
