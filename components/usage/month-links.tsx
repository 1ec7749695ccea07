import { format, lastDayOfMonth, parseISO, subMonths } from 'date-fns'
import Link from 'next/link'
import { segmentClass, segmentedClass } from '@/components/ui/segmented'
import type { PeriodQuery } from '@/lib/analytics/models-search'
import { teamUsageHref } from '@/lib/analytics/usage-search'

type MonthLinksProps = {
  /** The team's day, `yyyy-MM-dd`. */
  today: string
  query: PeriodQuery
}

const MONTHS = 4

/** The latest months, as bills are by month. */
export function MonthLinks({ today, query }: MonthLinksProps) {
  const first = parseISO(`${today.slice(0, 7)}-01`)
  return (
    <nav aria-label="Month" className="flex flex-col gap-1.5">
      <span className="text-xs font-medium text-muted">Month</span>
      <span className={segmentedClass}>
        {Array.from({ length: MONTHS }, (_, back) => {
          const month = subMonths(first, back)
          const from = format(month, 'yyyy-MM-dd')
          const to = format(lastDayOfMonth(month), 'yyyy-MM-dd')
          return (
            <Link
              key={from}
              href={teamUsageHref({ days: null, from, to })}
              prefetch={false}
              aria-current={query.from === from && query.to === to ? 'true' : undefined}
              className={segmentClass(query.from === from && query.to === to)}
            >
              {format(month, 'MMM yyyy')}
            </Link>
          )
        })}
      </span>
    </nav>
  )
}
