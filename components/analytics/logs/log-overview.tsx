import Link from 'next/link'
import { drillInto } from '@/components/analytics/logs/log-days'
import { cardClass } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { segmentClass } from '@/components/ui/segmented'
import type { LogCounts, LogTotals } from '@/lib/analytics/log-answer'
import { type LogQuery, logHref } from '@/lib/analytics/log-search'
import { formatCompact, formatCount, formatDay, formatPercent, formatUsd } from '@/lib/format'

type LogOverviewProps = { counts: LogCounts; query: LogQuery }

/** What all calls of the filter come to, and the days to go into. */
export function LogOverview({ counts: { totals, days, beginsOn }, query }: LogOverviewProps) {
  return (
    <div className="space-y-3">
      <Totals totals={totals} />
      <Days days={days} query={query} />
      {beginsOn && (
        <p className="text-xs text-muted">
          Calls are kept since {formatDay(beginsOn, 'with year')}; what was used before stays in Usage.
        </p>
      )}
    </div>
  )
}

function Totals({ totals }: { totals: LogTotals }) {
  const { calls, succeeded, failed, totalTokens, inputTokens, outputTokens, costUsd, pricedCalls } = totals
  const decided = succeeded + failed
  const figures = [
    { label: 'Calls', value: formatCount(calls), note: `${formatCount(calls - decided)} stopped` },
    {
      label: 'Succeeded',
      value: formatCount(succeeded),
      note: decided === 0 ? '' : formatPercent((100 * succeeded) / decided),
    },
    {
      label: 'Failed',
      value: formatCount(failed),
      note: decided === 0 ? '' : formatPercent((100 * failed) / decided),
    },
    {
      label: 'Tokens',
      value: formatCompact(totalTokens),
      note: `${formatCompact(inputTokens)} in, ${formatCompact(outputTokens)} out`,
    },
    {
      label: 'Cost',
      value: pricedCalls === 0 && calls > 0 ? 'unpriced' : formatUsd(costUsd),
      note: calls === pricedCalls ? 'all priced' : `${formatCount(calls - pricedCalls)} unpriced`,
    },
  ]
  return (
    <dl
      aria-label="All calls of this filter"
      className={cn(cardClass, 'grid grid-cols-2 gap-x-6 gap-y-4 p-4 sm:grid-cols-5 sm:p-5')}
    >
      {figures.map(({ label, value, note }) => (
        <div key={label}>
          <dt className="text-xs font-medium text-muted">{label}</dt>
          <dd className="mt-1 text-xl font-semibold tracking-tight tabular-nums">{value}</dd>
          <dd className="mt-0.5 text-xs text-muted tabular-nums">{note}</dd>
        </div>
      ))}
    </dl>
  )
}

function Days({ days, query }: { days: LogCounts['days']; query: LogQuery }) {
  const { path, spans } = drillInto(days, query)
  return (
    <nav aria-label="Days" className="space-y-2">
      <ol className="flex flex-wrap items-center gap-x-2 text-sm">
        {path.map(({ label, days: { from, to } }, index) => (
          <li key={label} className="flex items-center gap-2">
            {index > 0 && <span aria-hidden>/</span>}
            <Link
              href={logHref({ ...query, from, to, before: null })}
              prefetch={false}
              scroll={false}
              aria-current={from === query.from && to === query.to ? 'true' : undefined}
              className="underline decoration-line underline-offset-4 hover:decoration-accent aria-[current]:text-accent"
            >
              {label}
            </Link>
          </li>
        ))}
      </ol>
      {spans.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {spans.map(({ key, label, from, to, calls, failed }) => (
            <li key={key}>
              <Link
                href={logHref({ ...query, from, to, before: null })}
                prefetch={false}
                scroll={false}
                className={cn(segmentClass(false), 'border border-line/70 tabular-nums')}
              >
                {label}
                <span className="ml-1.5 text-ink">{formatCount(calls)}</span>
                {failed > 0 && failed < calls && (
                  <span className="ml-1.5 text-bad">{formatCount(failed)} failed</span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}
