import type { Complexity, Outcome, Rating, Source, TaskType } from '@/lib/vocabulary'

/** A call as the log shows it. Times are milliseconds, money US dollars; null is not known. */
export type LoggedCall = {
  id: string
  /** ISO 8601, to the microsecond. */
  at: string
  userId: string | null
  /** Null for whoever is not in the team any more. */
  userName: string | null
  userEmail: string | null
  externalUserId: string | null
  feature: string
  project: string | null
  provider: string
  model: string
  /** Where it has another name than the one that was asked for. */
  responseModel: string | null
  taskType: TaskType
  complexity: Complexity
  outcome: Outcome
  errorKind: string | null
  /** Its first 500 characters. */
  errorMessage: string | null
  responseTimeMs: number | null
  firstTokenMs: number | null
  inputTokens: number | null
  outputTokens: number | null
  cachedInputTokens: number | null
  cacheWriteTokens: number | null
  reasoningTokens: number | null
  totalTokens: number | null
  /** Null: unpriced, never free. */
  costUsd: number | null
  rating: Rating
  source: Source
  conversationId: string | null
  runId: string | null
}

export type LogPage = {
  /** Newest first. */
  calls: LoggedCall[]
  /** What the next page begins after; null on the last one. */
  before: string | null
  /** The zone that days and times are shown in. */
  timeZone: string
  /** The instant back to which texts of errors were searched, where that is not all of the log. */
  errorsFrom: string | null
}

/** Figures of all calls of a filter, not of a page. */
export type LogTotals = {
  calls: number
  succeeded: number
  failed: number
  inputTokens: number
  outputTokens: number
  totalTokens: number
  costUsd: number
  /** Calls whose price is known. */
  pricedCalls: number
}

export type LogDay = { day: string; calls: number; failed: number }

export type LogCounts = {
  totals: LogTotals
  /** Team-local days that have calls of the filter, whatever its days, in order. */
  days: LogDay[]
  /** The first day that is kept, where retention has removed earlier ones. */
  beginsOn: string | null
}

export type LogOptions = {
  models: { provider: string; model: string }[]
  features: string[]
  projects: { id: string; name: string }[]
  users: { id: string; name: string; email: string }[]
}
