import type { TaskType } from '@/lib/vocabulary'

export const MODELS_GROUPS = ['model', 'task_type', 'provider', 'time'] as const
export type ModelsGroup = (typeof MODELS_GROUPS)[number]

export const DEFAULT_DAYS = 30
export const LONGEST_DAYS = 365
/** Far earlier dates are none to the database. */
export const EARLIEST_DAY = '1970-01-01'

/** Either `days` (team-local days up to now, 1–365) or `from` and `to` (team-local days, both inclusive). */
export type PeriodQuery = { days: number | null; from: string | null; to: string | null }

/** The others are null when they do not narrow anything. */
export type ModelsQuery = PeriodQuery & {
  taskType: TaskType | null
  model: string | null
  provider: string | null
  feature: string | null
  /** Its id. */
  project: string | null
  groupBy: ModelsGroup | null
}

/** A query that only its period narrows. */
export const UNFILTERED = {
  taskType: null,
  model: null,
  provider: null,
  feature: null,
  project: null,
} satisfies Partial<ModelsQuery>

/** The query string that means this query, defaults left out; empty when all are defaults. */
export function modelsSearch(query: ModelsQuery): string {
  const search = periodSearch(query)
  if (query.taskType) search.set('task_type', query.taskType)
  if (query.model) search.set('model', query.model)
  if (query.provider) search.set('provider', query.provider)
  if (query.feature) search.set('feature', query.feature)
  if (query.project) search.set('project', query.project)
  if (query.groupBy) search.set('group_by', query.groupBy)
  return search.toString()
}

/** The part of a query string that means this period, left out where it is the default. */
export function periodSearch({ days, from, to }: PeriodQuery): URLSearchParams {
  const search = new URLSearchParams()
  if (days !== null && days !== DEFAULT_DAYS) search.set('days', String(days))
  if (from) search.set('from', from)
  if (to) search.set('to', to)
  return search
}
