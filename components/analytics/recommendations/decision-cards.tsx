import type { ReactNode } from 'react'
import { TextLink } from '@/components/form/text-link'
import { cardClass } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import type { LedgerCounts } from '@/lib/analytics/recommendations-answer'
import { wilsonInterval } from '@/lib/analytics/statistics'
import { formatCount, formatPercent, formatQuantity } from '@/lib/format'

export function DecisionCards({ counts }: { counts: LedgerCounts }) {
  const { decisions, byUser, byConversation, byRules, byEvidence, drawn, explored, graded, rated } = counts
  const automatic = byRules + byEvidence
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      <DecisionCard label="Decisions" value={formatCount(decisions)}>
        {formatCount(byEvidence)} by evidence, {formatCount(byRules)} by rules, {formatCount(byConversation)}{' '}
        kept in their conversation, {formatCount(byUser)} by users
      </DecisionCard>
      <DecisionCard label="Explored" value={share(explored, automatic)}>
        {interval(explored, automatic)} <TextLink href="/settings">Set how much</TextLink>
      </DecisionCard>
      <DecisionCard label="Drawn by chance" value={share(drawn, automatic)}>
        {formatCount(drawn)} of {formatQuantity(automatic, 'automatic decision')}; only these can be compared
        with other ways to choose
      </DecisionCard>
      <DecisionCard label="Outcome known" value={share(graded, decisions)}>
        {formatCount(graded)} succeeded or failed, {formatCount(rated)} rated
      </DecisionCard>
    </dl>
  )
}

function DecisionCard({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <div className={cn(cardClass, 'flex flex-col p-4 sm:p-5')}>
      <dt className="text-xs font-medium text-muted">{label}</dt>
      <dd className="mt-2 text-2xl font-semibold tracking-tight tabular-nums sm:text-[1.75rem]">{value}</dd>
      <dd className="mt-1 text-xs text-pretty text-muted tabular-nums">{children}</dd>
    </div>
  )
}

function share(part: number, whole: number): string {
  return formatPercent(whole === 0 ? null : (100 * part) / whole)
}

function interval(hits: number, total: number): string {
  const found = wilsonInterval({ hits, total })
  if (!found) return 'No automatic decision yet.'
  return `95% interval ${formatPercent(100 * found.low)} to ${formatPercent(100 * found.high)}, of ${formatQuantity(total, 'automatic decision')}.`
}
