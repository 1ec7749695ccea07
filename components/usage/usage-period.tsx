'use client'

import { useRouter } from 'next/navigation'
import { PeriodFilter } from '@/components/analytics/period-filter'
import type { PeriodQuery } from '@/lib/analytics/models-search'
import { teamUsageHref, type UsageQuery, usageHref } from '@/lib/analytics/usage-search'

type Period = { from: string; to: string }

export function OwnUsagePeriod({ query, period }: { query: UsageQuery; period: Period }) {
  const router = useRouter()
  return (
    <PeriodFilter
      query={query}
      period={period}
      hrefOf={usageHref}
      onChange={(next) => router.push(usageHref(next), { scroll: false })}
    />
  )
}

export function TeamUsagePeriod({ query, period }: { query: PeriodQuery; period: Period }) {
  const router = useRouter()
  return (
    <PeriodFilter
      query={query}
      period={period}
      hrefOf={teamUsageHref}
      onChange={(next) => router.push(teamUsageHref(next), { scroll: false })}
    />
  )
}
