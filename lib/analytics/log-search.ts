import type { Route } from 'next'
import type { TaskType } from '@/lib/vocabulary'

export const LOG_OUTCOMES = ['ok', 'failed', 'error', 'timeout', 'stopped'] as const
/** `failed` is error and time-out. */
export type LogOutcome = (typeof LOG_OUTCOMES)[number]

/** What the log is narrowed to; null does not narrow. Days are team-local, both inclusive. */
export type LogFilter = {
  from: string | null
  to: string | null
  outcome: LogOutcome | null
  model: string | null
  provider: string | null
  feature: string | null
  taskType: TaskType | null
  /** Kind of a failed call's error; `unknown` where it was not told. */
  errorKind: string | null
  /** Ids. */
  project: string | null
  user: string | null
  conversation: string | null
  run: string | null
  /** A user as another service names them. */
  externalUser: string | null
  /** Part of a name, an e-mail, a feature, a model or an error's text, or an id. */
  search: string | null
}

/** The last call of the page before, `time_id`; null for the newest calls. */
export type LogQuery = LogFilter & { before: string | null }

export const WHOLE_LOG: LogQuery = {
  from: null,
  to: null,
  outcome: null,
  model: null,
  provider: null,
  feature: null,
  taskType: null,
  errorKind: null,
  project: null,
  user: null,
  conversation: null,
  run: null,
  externalUser: null,
  search: null,
  before: null,
}

const PARAMETERS = {
  from: 'from',
  to: 'to',
  outcome: 'outcome',
  model: 'model',
  provider: 'provider',
  feature: 'feature',
  taskType: 'task_type',
  errorKind: 'error_kind',
  project: 'project',
  user: 'user',
  conversation: 'conversation',
  run: 'run',
  externalUser: 'external_user',
  search: 'q',
  before: 'before',
} as const satisfies Record<keyof LogQuery, string>

/** The query string that means this query; empty for the newest calls of all. */
export function logSearch(query: Partial<LogQuery>): URLSearchParams {
  const search = new URLSearchParams()
  for (const [key, name] of Object.entries(PARAMETERS)) {
    const value = { ...WHOLE_LOG, ...query }[key as keyof LogQuery]
    if (value) search.set(name, value)
  }
  return search
}

/** The page's address for a query. */
export function logHref(query: Partial<LogQuery>): Route {
  const search = logSearch(query).toString()
  return search ? `/analytics/logs?${search}` : '/analytics/logs'
}
