import type { LatencySketch } from '@/lib/analytics/latency-sketch'
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
    /** Answers, rated or not, that were followed by this. */
    regenerated: number
    switched: number
    copied: number
    abandoned: number
    thanked: number
    /** Mean response time of successful calls in milliseconds; null without one. */
    avgResponseTimeMs: number | null
    /** Calls behind `avgResponseTimeMs` and `responseTimes`. */
    timedCalls: number
    responseTimes: LatencySketch
    /** Sums of what is known, those of failed and stopped calls included. */
    inputTokens: number
    outputTokens: number
    weighted: WeightedCounts
  }

/**
 * The same counts with what is recent weighing more: a call counts 0.5^(age / 30 days), whole team-local days of age, and
 * all calls before the latest known change of the arm together at most 4.
 */
export type WeightedCounts = {
  calls: number
  successes: number
  /** Thumbs; an answer without one counts a quarter when it was thanked for or copied, and nothing speaks against it. */
  ups: number
  /** Likewise, a quarter for one that was regenerated, switched away from or abandoned, when nothing speaks for it. */
  downs: number
}

export type RecentCall = readonly [
  taskType: TaskType,
  complexity: Complexity,
  success: 0 | 1,
  /** Milliseconds since 1970. */
  at: number,
]

/**
 * An arm's newest 200 calls that ended in success or failure, oldest first; none before it changed on all tasks, and none
 * that is not among the team's newest 50,000.
 */
export type RecentCalls = Arm & { calls: readonly RecentCall[] }

/** A change that was found in an arm's calls. Times are milliseconds since 1970, successes shares 0–1. */
export type ModelChange = Arm & {
  /** Null means on all tasks. */
  taskType: TaskType | null
  direction: 'drop' | 'recovery'
  /** Time of the first call after the change. */
  changedAt: number
  foundAt: number
  successBefore: number
  successAfter: number
  /** Calls since the change that it was found by. */
  callsAfter: number
}

/** What a team has set, all 0–1. */
export type PolicySettings = {
  /** Shares of messages that at least and at most go to other models than the best one, to learn. */
  exploreMin: number
  exploreMax: number
  /** A model that is expected to succeed less often is not used while another is above. */
  qualityFloor: number
}

/** How far back a team's evidence reaches, as in `get_recommender_evidence`. */
export const EVIDENCE_DAYS = 30

/** All that the recommender knows of a team, from its calls of the last 30 days. */
export type Evidence = {
  cells: readonly EvidenceCell[]
  recent: readonly RecentCalls[]
  changes: readonly ModelChange[]
  settings: PolicySettings
}
