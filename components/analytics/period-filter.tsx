'use client'

import { CalendarRange } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { CustomPeriod } from '@/components/analytics/custom-period'
import { cn } from '@/components/ui/cn'
import { segmentClass, segmentedClass } from '@/components/ui/segmented'
import { LONGEST_DAYS, type PeriodQuery } from '@/lib/analytics/models-search'
import { formatDay } from '@/lib/format'

const PERIODS = [7, 30, 90, LONGEST_DAYS] as const

type PeriodFilterProps<Query extends PeriodQuery> = {
  query: Query
  /** What the query came out as. */
  period: { from: string; to: string }
  hrefOf: (query: Query) => Route
  onChange: (query: Query) => void
}

export function PeriodFilter<Query extends PeriodQuery>({
  query,
  period,
  hrefOf,
  onChange,
}: PeriodFilterProps<Query>) {
  const isCustom = !PERIODS.some((days) => days === query.days)
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-xs font-medium text-muted">Period</span>
      <nav aria-label="Period" className={segmentedClass}>
        {PERIODS.map((days) => {
          const next = { ...query, days, from: null, to: null }
          return (
            <Link
              key={days}
              href={hrefOf(next)}
              prefetch={false}
              aria-current={query.days === days ? 'true' : undefined}
              className={cn(segmentClass(query.days === days), 'max-sm:px-2')}
              onNavigate={(event) => {
                event.preventDefault()
                onChange(next)
              }}
            >
              {days} days
            </Link>
          )
        })}
        <button
          type="button"
          popoverTarget="custom-period"
          className={cn(segmentClass(isCustom), 'max-sm:px-2')}
        >
          <CalendarRange aria-hidden className="mr-1.5 size-3.5 max-sm:hidden" />
          {isCustom ? daysOf(period) : 'Custom'}
        </button>
      </nav>
      <CustomPeriod
        key={`${period.from}${period.to}`}
        id="custom-period"
        period={period}
        onChange={(from, to) => onChange({ ...query, days: null, from, to })}
      />
    </div>
  )
}

/** With the year where it is not this one. */
function daysOf({ from, to }: { from: string; to: string }): string {
  const thisYear = String(new Date().getUTCFullYear())
  const year = [from, to].every((day) => day.startsWith(thisYear)) ? 'without year' : 'with year'
  return `${formatDay(from, year)} – ${formatDay(to, year)}`
}
