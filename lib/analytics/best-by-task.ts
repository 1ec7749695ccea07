import type { CountedCalls } from '@/lib/analytics/counted-calls'
import { judgeMetrics } from '@/lib/analytics/judge-metrics'
import type { BestForTask, Metrics } from '@/lib/analytics/models-answer'
import { formatCount, formatDuration, formatPercent, formatQuantity } from '@/lib/format'
import { confidence } from '@/lib/recommender/confidence'
import { ENOUGH_CALLS } from '@/lib/recommender/task-record'
import { type Arm, TASK_TYPES, type TaskType } from '@/lib/vocabulary'

type Candidate = Arm & { taskType: TaskType; metrics: Metrics; qualityScore: number; judgedCalls: number }

/**
 * The model with the highest quality score of each task type among those with at least five calls that succeeded or
 * failed, and the one after it: the order of the view `best_model_by_task`, over any period.
 */
export function bestByTask(counted: CountedCalls['byModelTask']): BestForTask[] {
  const candidates = counted.flatMap(candidate).sort(byMerit)
  return TASK_TYPES.flatMap((taskType) => {
    const [best, runnerUp] = candidates.filter((each) => each.taskType === taskType)
    return best ? [bestForTask(best, runnerUp)] : []
  })
}

function candidate({
  provider,
  model,
  taskType,
  ...counts
}: CountedCalls['byModelTask'][number]): Candidate[] {
  const metrics = judgeMetrics(counts)
  const judgedCalls = counts.succeeded + counts.failed
  if (judgedCalls < ENOUGH_CALLS || metrics.qualityScore === null) return []
  return [{ provider, model, taskType, metrics, qualityScore: metrics.qualityScore, judgedCalls }]
}

function byMerit(a: Candidate, b: Candidate): number {
  return (
    b.qualityScore - a.qualityScore ||
    b.judgedCalls - a.judgedCalls ||
    compare(a.provider, b.provider) ||
    compare(a.model, b.model)
  )
}

/** By code unit, as the database's collation "C". */
const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)

function bestForTask(best: Candidate, runnerUp: Candidate | undefined): BestForTask {
  const { taskType, provider, model, qualityScore, metrics, judgedCalls } = best
  const { successRate, satisfactionRate } = metrics
  return {
    taskType,
    provider,
    model,
    qualityScore,
    confidence: confidence({ calls: judgedCalls, successRate, satisfactionRate }),
    reason: reasonFor(metrics, judgedCalls),
    metrics,
    runnerUp: runnerUp
      ? {
          provider: runnerUp.provider,
          model: runnerUp.model,
          qualityScore: runnerUp.qualityScore,
          calls: runnerUp.judgedCalls,
        }
      : null,
  }
}

function reasonFor(
  { successRate, satisfactionRate, satisfactionInterval, avgResponseTime }: Metrics,
  calls: number,
) {
  const parts = [
    `${formatPercent(successRate)} of ${formatQuantity(calls, 'call')} succeeded`,
    satisfactionInterval === null
      ? 'none rated'
      : `${formatPercent(satisfactionRate)} thumbs up of ${formatCount(satisfactionInterval.count)} rated`,
    ...(avgResponseTime === null ? [] : [`${formatDuration(avgResponseTime)} on average`]),
  ]
  return `${parts.join(', ')}.`
}
