import { cardClass } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import type { UsageFigures } from '@/lib/analytics/usage-answer'
import { formatCompact, formatCount } from '@/lib/format'
import { usageCost } from './usage-cost'

export function UsageTotals({ figures }: { figures: UsageFigures }) {
  const { requests, failures, totalTokens, inputTokens, outputTokens, pricedRequests } = figures
  const cards = [
    { label: 'Requests', value: formatCount(requests), note: `${formatCount(failures)} failed` },
    {
      label: 'Tokens',
      value: formatCompact(totalTokens),
      note: `${formatCompact(inputTokens)} in, ${formatCompact(outputTokens)} out`,
    },
    {
      label: 'Cost',
      value: usageCost(figures),
      note:
        requests === pricedRequests
          ? 'all requests priced'
          : `${formatCount(requests - pricedRequests)} requests unpriced`,
    },
  ]
  return (
    <dl className="grid grid-cols-1 gap-3 sm:grid-cols-3 sm:gap-4">
      {cards.map(({ label, value, note }) => (
        <div key={label} className={cn(cardClass, 'p-4 sm:p-5')}>
          <dt className="text-xs font-medium text-muted">{label}</dt>
          <dd className="mt-2 text-2xl font-semibold tracking-tight tabular-nums">{value}</dd>
          <dd className="mt-1 text-xs text-muted tabular-nums">{note}</dd>
        </div>
      ))}
    </dl>
  )
}
