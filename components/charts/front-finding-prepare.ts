import { formatPercent, formatUsd, taskTypeLabel } from '@/lib/format'
import type { FrontOfTask, FrontPoint } from '@/lib/recommender/front-of-task'

/** What the front of a task shows, in a sentence: the cheapest model that is not certainly worse than the best one. */
export function frontFinding({ taskType, points }: FrontOfTask): string {
  const task = taskTypeLabel(taskType).toLowerCase()
  const known = points.filter(({ isEnough }) => isEnough).toSorted((a, b) => b.quality.mean - a.quality.mean)
  const [best, ...others] = known
  if (!best) return `No model has enough evidence for ${task} yet`
  const rate = formatPercent(100 * best.quality.mean)
  if (others.length === 0) return `Only ${best.label} has enough evidence for ${task}: ${rate} good answers`
  const price = best.costPerSuccessUsd
  if (price === null)
    return `${best.label} has the best record for ${task} (${rate}); what it costs is unknown`
  const cheaper = others.filter(
    (other) => other.costPerSuccessUsd !== null && other.costPerSuccessUsd < price,
  )
  const rival = cheaper.filter((other) => !isCertainlyWorse(other, best)).sort(byPrice)[0]
  if (rival)
    return `${rival.label} is not certainly worse for ${task} than ${best.label}, at ${formatUsd(rival.costPerSuccessUsd)} instead of ${formatUsd(price)} per success`
  if (cheaper.length > 0)
    return `${best.label} is worth its price for ${task}: ${rate} good answers, more than any cheaper model for certain`
  return `No model is better or cheaper for ${task} than ${best.label}: ${rate} good answers at ${formatUsd(price)} per success`
}

/** The 95 % interval of the difference, made of those of the two (Zou & Donner 2008), lies below 0. */
function isCertainlyWorse({ quality: one }: FrontPoint, { quality: other }: FrontPoint): boolean {
  return other.mean - one.mean > Math.hypot(one.high - one.mean, other.mean - other.low)
}

function byPrice(one: FrontPoint, other: FrontPoint): number {
  return Number(one.costPerSuccessUsd) - Number(other.costPerSuccessUsd)
}
