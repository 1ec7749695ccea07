import type { BestForTask } from '@/lib/analytics/models-answer'
import { formatCount, formatDuration, formatPercent, formatQuantity } from '@/lib/format'
import type { Evidence } from '@/lib/recommender/evidence'
import type { FrontOfTask, FrontPoint } from '@/lib/recommender/front-of-task'
import { type RecommendationMetrics, recordMetrics } from '@/lib/recommender/record-metrics'
import { recordOnTask } from '@/lib/recommender/task-record'
import type { TaskType } from '@/lib/vocabulary'

/**
 * The model of each task type whose answers are expected to succeed and please most often among those with at least five
 * calls that succeeded or failed, and the one after it: the order of the view `best_model_by_task`.
 */
export function bestByTask(fronts: readonly FrontOfTask[], { cells }: Evidence): BestForTask[] {
  return fronts.flatMap(({ taskType, points }) => {
    const [best, runnerUp] = points.filter(({ isEnough }) => isEnough).toSorted(byMerit)
    if (!best) return []
    const metrics = recordMetrics(recordOnTask(cells, best, taskType))
    return [bestForTask(taskType, best, metrics, runnerUp)]
  })
}

function byMerit(a: FrontPoint, b: FrontPoint): number {
  return (
    b.quality.mean - a.quality.mean ||
    b.calls - a.calls ||
    compare(a.provider, b.provider) ||
    compare(a.model, b.model)
  )
}

/** By code unit, as the database's collation "C". */
const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)

function bestForTask(
  taskType: TaskType,
  { provider, model, quality, confidence }: FrontPoint,
  metrics: RecommendationMetrics,
  runnerUp: FrontPoint | undefined,
): BestForTask {
  return {
    taskType,
    provider,
    model,
    quality,
    confidence,
    reason: reasonFor(metrics),
    metrics,
    runnerUp: runnerUp
      ? {
          provider: runnerUp.provider,
          model: runnerUp.model,
          quality: runnerUp.quality,
          calls: runnerUp.calls,
        }
      : null,
  }
}

function reasonFor({
  successRate,
  satisfactionRate,
  avgResponseTime,
  sampleSize,
  ratedCalls,
}: RecommendationMetrics): string {
  const parts = [
    `${formatPercent(successRate)} of ${formatQuantity(sampleSize, 'call')} succeeded`,
    satisfactionRate === null
      ? 'none rated'
      : `${formatPercent(satisfactionRate)} thumbs up of ${formatCount(ratedCalls)} rated`,
    ...(avgResponseTime === null ? [] : [`${formatDuration(avgResponseTime)} on average`]),
  ]
  return `${parts.join(', ')}.`
}
