import type { Accuracy } from '@/lib/analytics/calibration'
import type { Estimate } from '@/lib/analytics/off-policy'
import type { Arm, Complexity, Decider, Priority, Rating, TaskType } from '@/lib/vocabulary'

/** The answer of `GET /api/analytics/recommendations` and the props of `/analytics/recommendations`. Shares are 0–1. */

/** `estimate` is null where the log is not enough to tell. */
export type Figure = {
  estimate: Estimate | null
  /** As many decisions of the policy itself would say as much. */
  effectiveSize: number
  /** The part of the policy's choices that the log holds, 0–1. */
  coverage: number
}

/** What a way of choosing did, or would have done with the same questions. */
export type PolicyFigures = {
  policy: 'own' | 'constant' | 'default' | 'uniform'
  /** Of a constant, else null. */
  arm: Arm | null
  /** What is said of this constant among the others. */
  is: ('best' | 'dearest' | 'cheapest')[]
  success: Figure
  satisfaction: Figure
  /** US dollars a call, of calls whose price is known. */
  costUsd: Figure
}

/** Ours less another policy, with its 95 % interval; in points of quality (0–1) or in dollars a call. */
export type Difference = Estimate & { policy: PolicyFigures }

export type AgainstBest = Difference & {
  /** Better or worse only where the difference is certain, the choice among the constants allowed for. */
  verdict: 'better' | 'level' | 'worse'
  hasSatisfaction: boolean
  /** Constants that there is enough data for. */
  contenders: number
}

export type Comparison = {
  /** Ours first, then the constants by quality, the rules' choice and a random one. */
  policies: PolicyFigures[]
  /** Quality: success times satisfaction, or success alone where too few were rated. */
  againstBest: AgainstBest | null
  /** Dollars a call. */
  againstDearest: Difference | null
  againstCheapest: Difference | null
}

export type ShownChange = Arm & {
  /** Null: all of its tasks. */
  taskType: TaskType | null
  direction: 'drop' | 'recovery'
  /** Time of the first call after the change, and when it was noticed. */
  changedAt: string
  foundAt: string
  /** Shares of calls that succeeded, 0–1. */
  successBefore: number
  successAfter: number
  /** Calls since the change that it was found by. */
  callsAfter: number
}

export type ShownDecisionRow = Arm & {
  id: string
  at: string
  taskType: TaskType
  complexity: Complexity
  priority: Priority
  chosenBy: Decider
  explored: boolean
  probability: number | null
  predictedSuccess: number | null
  predictedSatisfaction: number | null
  reason: string
  /** Null while unknown, and where the answer was stopped. */
  success: boolean | null
  rating: Rating
  costUsd: number | null
  responseTimeMs: number | null
}

export type LedgerCounts = {
  decisions: number
  byUser: number
  /** Those that kept the model of their conversation. */
  byConversation: number
  byRules: number
  byEvidence: number
  /** Of those that no user made: drawn by chance, and not the arm that the evidence put first. */
  drawn: number
  explored: number
  /** Decisions whose success is known, and whose answer was rated. */
  graded: number
  rated: number
  /** Drawn and with a known outcome, and how many of them (the newest) the comparison rests on. */
  evaluable: number
  evaluated: number
}

export type RecommendationsAnswer = {
  team: { id: string; name: string; timeZone: string; isDemo: boolean }
  /** Team-local days, inclusive; `to` is cut at now. */
  period: { days: number; from: string; to: string }
  filters: { taskType: TaskType | null }
  options: { taskTypes: TaskType[] }
  counts: LedgerCounts
  accuracy: { success: Accuracy; satisfaction: Accuracy }
  comparison: Comparison
  /** Newest first. */
  changes: ShownChange[]
  latest: ShownDecisionRow[]
  generatedAt: string
}
