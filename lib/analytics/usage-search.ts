import type { Route } from 'next'
import { type PeriodQuery, periodSearch } from '@/lib/analytics/models-search'

/** Whose usage, null: one's own. */
export type UsageQuery = PeriodQuery & { user: string | null }

export function usageHref({ user, ...period }: UsageQuery): Route {
  const search = periodSearch(period)
  if (user) search.set('user', user)
  return search.size > 0 ? `/usage?${search}` : '/usage'
}

export function teamUsageHref(period: PeriodQuery): Route {
  const search = periodSearch(period)
  return search.size > 0 ? `/usage/team?${search}` : '/usage/team'
}

/** The whole bill as JSON, each user in it. */
export function teamUsageApiHref(period: PeriodQuery): string {
  const search = periodSearch(period)
  return search.size > 0 ? `/api/usage/team?${search}` : '/api/usage/team'
}
