import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { callsHref } from '@/components/analytics/calls-href'
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
  timeZone: string
}

export function SummaryCards({ summary, query, period, today, timeZone }: SummaryCardsProps) {
  const hrefOf = (key: string) => {
    if (key === 'calls' || key === 'cost') return callsHref(query, period, 'all')
    return key === 'success' ? callsHref(query, period, 'failed') : null
  }
  return (
    <div>
      <dl className="grid grid-cols-2 gap-3 sm:gap-4 md:grid-cols-3 2xl:grid-cols-6">
        {summaryFigures(summary).map((figure) => (
          <SummaryCard key={figure.key} figure={figure} href={hrefOf(figure.key)} />
        ))}
      </dl>
      {summary.previous && (
        <p className="mt-2.5 text-xs text-pretty text-muted tabular-nums">
          {comparedWith(period, today, timeZone)}
        </p>
      )}
    </div>
  )
}

function SummaryCard({ figure, href }: { figure: SummaryFigure; href: Route | null }) {
  return (
    <div className={cn(cardClass, 'flex flex-col p-4 sm:p-5')}>
      <dt className="text-xs font-medium text-muted">{figure.label}</dt>
      <dd className="mt-2 text-2xl font-semibold tracking-tight tabular-nums sm:text-[1.75rem]">
        {figure.value}
      </dd>
      <dd className="mt-1 text-xs text-pretty text-muted tabular-nums">
        {href ? (
          <Link
            href={href}
            prefetch={false}
            className="underline decoration-line underline-offset-4 hover:decoration-accent"
          >
            {figure.sample}
          </Link>
        ) : (
          figure.sample
        )}
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
