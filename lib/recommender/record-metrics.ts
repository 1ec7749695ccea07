import { qualityScore } from '@/lib/recommender/quality-score'
import type { TaskRecord } from '@/lib/recommender/task-record'

/** The figures behind a recommendation (A29): rates and score 0–100, time in milliseconds; null without a call for them. */
export type RecommendationMetrics = {
  avgResponseTime: number | null
  successRate: number | null
  satisfactionRate: number | null
  qualityScore: number | null
  /** Calls that ended in success or failure. */
  sampleSize: number
  /** Calls with a thumb, which `satisfactionRate` rests on. */
  ratedCalls: number
}

export function recordMetrics(record: TaskRecord): RecommendationMetrics {
  const rated = record.thumbsUp + record.thumbsDown
  const successRate = record.calls === 0 ? null : (100 * record.successes) / record.calls
  const satisfactionRate = rated === 0 ? null : (100 * record.thumbsUp) / rated
  const avgResponseTime = record.avgResponseTimeMs
  return {
    avgResponseTime,
    successRate,
    satisfactionRate,
    qualityScore:
      successRate === null
        ? null
        : qualityScore({ successRate, satisfactionRate, avgResponseTimeMs: avgResponseTime }),
    sampleSize: record.calls,
    ratedCalls: rated,
  }
}
