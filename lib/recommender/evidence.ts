import type { Spending } from '@/lib/pricing/cost-per-success'
import type { Arm, Complexity, TaskType } from '@/lib/vocabulary'

/** What a team's calls of one arm on one task type and complexity add up to. */
export type EvidenceCell = Arm &
  Spending & {
    taskType: TaskType
    complexity: Complexity
    /** Attempts that ended in success or failure; stopped ones count as neither. */
    calls: number
    successes: number
    thumbsUp: number
    thumbsDown: number
    /** Mean response time of successful calls in milliseconds; null without one. */
    avgResponseTimeMs: number | null
    /** Calls behind `avgResponseTimeMs`. */
    timedCalls: number
  }
