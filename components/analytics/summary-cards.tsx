import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react'
import type { Route } from 'next'
import { callsHref, type WhichCalls } from '@/components/analytics/calls-href'
import { CallsLink } from '@/components/analytics/calls-link'
import {
  type Change,
  comparedWith,
  type SummaryFigure,
  summaryFigures,
} from '@/components/analytics/summary-figures'
import { cardClass } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import type { ModelsPeriod, Summary } from '@/lib/analytics/models-answer'
import type { ModelsQuery } from '@/lib/analytics/models-search'

type SummaryCardsProps = {
  summary: Summary
  query: ModelsQuery
  period: ModelsPeriod
  /** The team's day, `yyyy-MM-dd`. */
  today: string
}

export function SummaryCards({ summary, query, period, today }: SummaryCardsProps) {
  const hrefOf = (calls: WhichCalls | undefined) => (calls ? callsHref(query, period, calls) : null)
  return (
    <div>
      <dl className="grid grid-cols-2 gap-3 sm:gap-4 md:grid-cols-3 2xl:grid-cols-6">
        {summaryFigures(summary).map((figure) => (
          <SummaryCard key={figure.key} figure={figure} hrefOf={hrefOf} />
        ))}
      </dl>
      {summary.previous && (
        <p className="mt-2.5 text-xs text-pretty text-muted tabular-nums">{comparedWith(period, today)}</p>
      )}
    </div>
  )
}

type SummaryCardProps = {
  figure: SummaryFigure
  hrefOf: (calls: WhichCalls | undefined) => Route | null
}

function SummaryCard({ figure, hrefOf }: SummaryCardProps) {
  return (
    <div className={cn(cardClass, 'flex flex-col p-4 sm:p-5')}>
      <dt className="text-xs font-medium text-muted">{figure.label}</dt>
      <dd className="mt-2 text-2xl font-semibold tracking-tight tabular-nums sm:text-[1.75rem]">
        <CallsLink href={hrefOf(figure.calls)}>{figure.value}</CallsLink>
      </dd>
      <dd className="mt-1 text-xs text-pretty text-muted tabular-nums">
        {figure.sample.map(({ text, calls }) => (
          <CallsLink key={text} href={hrefOf(calls)}>
            {text}
          </CallsLink>
        ))}
      </dd>
      <dd className="mt-auto pt-4 text-xs tabular-nums">
        {figure.change ? (
          <ChangeNote change={figure.change} />
        ) : (
          <span className="text-muted">Nothing before to compare with</span>
        )}
      </dd>
    </div>
  )
}

const icons = { up: ArrowUp, down: ArrowDown, level: ArrowRight }
const verdicts = {
  better: { word: 'better', look: 'text-good' },
  worse: { word: 'worse', look: 'text-bad' },
  none: { word: 'may be chance', look: 'text-muted' },
  neutral: { word: '', look: 'text-ink' },
}

function ChangeNote({ change }: { change: Change }) {
  const Icon = icons[change.direction]
  const { word, look } = verdicts[change.verdict]
  return (
    <>
      <span className={cn('flex items-center gap-1 font-medium', look)}>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span>
          {change.difference}
          {word && `, ${word}`}
        </span>
      </span>
      <span className="mt-0.5 block text-muted">{change.before} before</span>
    </>
  )
}
