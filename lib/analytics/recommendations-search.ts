import type { Route } from 'next'
import { type PeriodQuery, periodSearch } from '@/lib/analytics/models-search'
import type { TaskType } from '@/lib/vocabulary'

/** What `/analytics/recommendations` can be narrowed to; `taskType` null: all. */
export type RecommendationsQuery = PeriodQuery & { taskType: TaskType | null }

/** The query string that means this query, defaults left out; empty when all are defaults. */
export function recommendationsSearch(query: RecommendationsQuery): string {
  const search = periodSearch(query)
  if (query.taskType) search.set('task_type', query.taskType)
  return search.toString()
}

/** The page's address for a query. */
export function recommendationsHref(query: RecommendationsQuery): Route {
  const search = recommendationsSearch(query)
  return search ? `/analytics/recommendations?${search}` : '/analytics/recommendations'
}
