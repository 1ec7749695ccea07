export const ALERT_KINDS = ['unusual_cost', 'unusual_tokens', 'unusual_requests'] as const
/** What was much: US dollars; the tokens of what has no price; the requests that have neither. */
export type AlertKind = (typeof ALERT_KINDS)[number]

/** Whose day it was; what does not name it is null. */
export type AlertSubject = {
  subject: 'team' | 'user' | 'feature' | 'model'
  userId: string | null
  externalUserId: string | null
  /** Null of somebody who is not in the team any more. */
  userName: string | null
  feature: string | null
  provider: string | null
  model: string | null
}

export type Alert = AlertSubject & {
  id: string
  kind: AlertKind
  /** Team-local. */
  day: string
  /** Of the day, and what is usual: the median of the days that it is compared with. In the unit of the kind. */
  measured: number
  usual: number
  unusualFrom: number
  /** A new user is compared with the others. */
  comparedWith: 'own days' | 'days of others'
  /** How many days with use these are. */
  comparedDays: number
  raisedAt: string
  isOpen: boolean
  /** Of one that is open again too; null if it never was, and without a name if the person is gone. */
  dismissedAt: string | null
  dismissedBy: string | null
}

/** The answer of `GET /api/alerts`: the open ones first, the latest day first, 200 at most; `open` counts all that are. */
export type Alerts = { timeZone: string; open: number; alerts: Alert[] }
