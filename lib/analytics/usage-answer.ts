/** Money is US dollars; what is not priced costs nothing here, so compare `pricedRequests` with `requests`. */
export type UsageFigures = {
  requests: number
  /** Errors and time-outs. */
  failures: number
  inputTokens: number
  outputTokens: number
  totalTokens: number
  costUsd: number
  pricedRequests: number
}

export type FeatureUsage = UsageFigures & { feature: string }

type Breakdowns = {
  /** Team-local days, inclusive; `to` is cut at now. */
  period: { from: string; to: string }
  timeZone: string
  summary: UsageFigures
  /** The dearest first, as those below. */
  byFeature: FeatureUsage[]
  byModel: (UsageFigures & { provider: string; model: string })[]
  /** Days with requests, in order. */
  byDay: (UsageFigures & { day: string })[]
  generatedAt: string
}

/** The answer of `GET /api/usage`. Name and e-mail are null of somebody who is not in the team any more. */
export type Usage = Breakdowns & { user: { id: string; name: string | null; email: string | null } }

export type UserUsage = UsageFigures & {
  /** Null for a user that another service named, and where nobody was named. */
  userId: string | null
  externalUserId: string | null
  name: string | null
  email: string | null
  byFeature: FeatureUsage[]
}

/** The answer of `GET /api/usage/team`. */
export type TeamUsage = Breakdowns & {
  byUser: UserUsage[]
  /** What all together used who are more than were asked for, else null. */
  otherUsers: (UsageFigures & { users: number }) | null
}
