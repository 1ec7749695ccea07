'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { DemoBanner } from '@/components/analytics/demo-banner'
import { ModelChanges } from '@/components/analytics/model-changes'
import { NotUnderstood } from '@/components/analytics/not-understood'
import { PeriodFilter } from '@/components/analytics/period-filter'
import { ConfusionCard } from '@/components/analytics/recommendations/confusion-card'
import { DecisionCards } from '@/components/analytics/recommendations/decision-cards'
import { LatestDecisions } from '@/components/analytics/recommendations/latest-decisions'
import { NoDecisions } from '@/components/analytics/recommendations/no-decisions'
import { PoliciesTable } from '@/components/analytics/recommendations/policies-table'
import { VerdictCard } from '@/components/analytics/recommendations/verdict-card'
import { RefreshNote } from '@/components/analytics/refresh-note'
import { TaskTypeFilter } from '@/components/analytics/task-type-filter'
import { useFreshAnswer } from '@/components/analytics/use-fresh-answer'
import { CalibrationChart } from '@/components/charts/calibration-chart'
import { cn } from '@/components/ui/cn'
import { Page } from '@/components/ui/page'
import type { RecommendationsAnswer } from '@/lib/analytics/recommendations-answer'
import {
  type RecommendationsQuery,
  recommendationsHref,
  recommendationsSearch,
} from '@/lib/analytics/recommendations-search'
import { formatDay } from '@/lib/format'

type RecommendationsDashboardProps = {
  /** What the server rendered the page with. */
  initial: RecommendationsAnswer
  query: RecommendationsQuery
  notUnderstood: readonly string[]
}

export function RecommendationsDashboard({ initial, query, notUnderstood }: RecommendationsDashboardProps) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const { answer, ...refresh } = useFreshAnswer(
    `/api/analytics/recommendations?${recommendationsSearch(query)}`,
    initial,
  )
  const show = (next: RecommendationsQuery) =>
    startTransition(() => router.push(recommendationsHref(next), { scroll: false }))

  const { team, period } = answer
  return (
    <Page
      title="Ledger"
      description={`How well ${team.name}’s models were chosen from ${formatDay(period.from, 'with year')} to ${formatDay(period.to, 'with year')}, and what other ways to choose would have brought; days in ${team.timeZone}`}
    >
      <div className="space-y-4 sm:space-y-5">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <search aria-label="Filter the decisions" className="flex flex-wrap items-end gap-x-4 gap-y-3">
            <PeriodFilter query={query} period={period} hrefOf={recommendationsHref} onChange={show} />
            <TaskTypeFilter
              value={query.taskType}
              options={answer.options.taskTypes}
              onChange={(taskType) => show({ ...query, taskType })}
            />
          </search>
          <RefreshNote at={answer.generatedAt} timeZone={team.timeZone} {...refresh} />
        </div>
        <NotUnderstood fields={notUnderstood} />
        {team.isDemo && <DemoBanner />}
        <div aria-busy={isPending} className={cn('transition-opacity', isPending && 'opacity-50')}>
          {answer.counts.decisions === 0 ? <NoDecisions query={query} /> : <Ledger answer={answer} />}
        </div>
      </div>
    </Page>
  )
}

function Ledger({ answer }: { answer: RecommendationsAnswer }) {
  const { team, period, counts, accuracy, comparison, changes, latest } = answer
  return (
    <div className="space-y-4 sm:space-y-5">
      <DecisionCards counts={counts} />
      <VerdictCard comparison={comparison} counts={counts} />
      <PoliciesTable policies={comparison.policies} counts={counts} />
      <div className="grid gap-4 sm:gap-5 xl:grid-cols-2">
        <CalibrationChart subject="Predicted success" event="success" accuracy={accuracy.success} />
        <CalibrationChart
          subject="Predicted satisfaction"
          event="satisfaction"
          accuracy={accuracy.satisfaction}
        />
        <ConfusionCard
          id="success-foretold"
          title="Success foretold"
          yes="succeeded"
          no="failed"
          accuracy={accuracy.success}
        />
        <ConfusionCard
          id="satisfaction-foretold"
          title="Satisfaction foretold"
          yes="liked"
          no="disliked"
          accuracy={accuracy.satisfaction}
        />
      </div>
      <ModelChanges changes={changes} days={period.days} timeZone={team.timeZone} />
      <LatestDecisions decisions={latest} timeZone={team.timeZone} />
    </div>
  )
}
