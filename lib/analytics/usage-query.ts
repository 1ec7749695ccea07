import { z } from 'zod'
import { checkPeriod, periodOf, periodQuery } from '@/lib/analytics/period-query'
import type { UsageQuery } from '@/lib/analytics/usage-search'

/** The query of `/usage` and `GET /api/usage`; every issue names its field. */
export const usageQuery = periodQuery
  .extend({ user: z.uuid('must be the id of a member').toLowerCase().optional() })
  .superRefine(checkPeriod)
  .transform(({ user, ...period }): UsageQuery => ({ ...periodOf(period), user: user ?? null }))

/** The query of `/usage/team` and `GET /api/usage/team`. */
export const teamUsageQuery = periodQuery.superRefine(checkPeriod).transform(periodOf)
