'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { AdviceList } from '@/components/analytics/advice-list'
import { BestByTask } from '@/components/analytics/best-by-task'
import { DemoBanner } from '@/components/analytics/demo-banner'
import { ModelChanges } from '@/components/analytics/model-changes'
import { ModelsFilters } from '@/components/analytics/models-filters'
import { modelsHref } from '@/components/analytics/models-href'
import { ModelsTable } from '@/components/analytics/models-table'
import { NoCalls } from '@/components/analytics/no-calls'
import { NotUnderstood } from '@/components/analytics/not-understood'
import { RefreshNote } from '@/components/analytics/refresh-note'
import { SummaryCards } from '@/components/analytics/summary-cards'
import { TaskFronts } from '@/components/analytics/task-fronts'
import { TaskTypesTable } from '@/components/analytics/task-types-table'
import { RECOUNT_REFRESH_MS, REFRESH_MS, useFreshAnswer } from '@/components/analytics/use-fresh-answer'
import { WhatFailed } from '@/components/analytics/what-failed'
import { ZoneNote } from '@/components/analytics/zone-note'
import { ResponseTimeChart } from '@/components/charts/response-time-chart'
import { SatisfactionChart } from '@/components/charts/satisfaction-chart'
import { SuccessRateChart } from '@/components/charts/success-rate-chart'
import { TrendChart } from '@/components/charts/trend-chart'
import { cn } from '@/components/ui/cn'
import { Page } from '@/components/ui/page'
import type { ModelsAnswer } from '@/lib/analytics/models-answer'
import { type ModelsQuery, modelsSearch } from '@/lib/analytics/models-search'
import { dayAt, formatDay } from '@/lib/format'
import { EVIDENCE_DAYS } from '@/lib/recommender/evidence'

type ModelsDashboardProps = {
  /** What the server rendered the page with. */
  initial: ModelsAnswer
  query: ModelsQuery
  notUnderstood: readonly string[]
  /** Whether the team's calls are recorded at all. */
  isRecording: boolean
}

export function ModelsDashboard({ initial, query, notUnderstood, isRecording }: ModelsDashboardProps) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const { answer, ...refresh } = useFreshAnswer(
    `/api/analytics/models?${modelsSearch(query)}`,
    initial,
    ({ team }) => (team.recounted === null ? REFRESH_MS : RECOUNT_REFRESH_MS),
  )
  const show = (next: ModelsQuery) => startTransition(() => router.push(modelsHref(next), { scroll: false }))

  const { team, period } = answer
  return (
    <Page
      title="Models"
      description={`Which model serves which task, from what ${team.name} did from ${formatDay(period.from, 'with year')} to ${formatDay(period.to, 'with year')}; days in ${team.timeZone}`}
    >
      <div className="space-y-4 sm:space-y-5">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <ModelsFilters query={query} answer={answer} onChange={show} />
          <RefreshNote at={answer.generatedAt} timeZone={team.timeZone} {...refresh} />
        </div>
        <NotUnderstood fields={notUnderstood} />
        {team.isDemo && <DemoBanner />}
        <ZoneNote team={team} period={period} />
        <div aria-busy={isPending} className={cn('transition-opacity', isPending && 'opacity-50')}>
          {answer.summary.totalCalls === 0 ? (
            <NoCalls query={query} isRecording={isRecording} />
          ) : (
            <Figures answer={answer} query={query} onChange={show} />
          )}
        </div>
      </div>
    </Page>
  )
}

type FiguresProps = { answer: ModelsAnswer; query: ModelsQuery; onChange: (query: ModelsQuery) => void }

function Figures({ answer, query, onChange }: FiguresProps) {
  const { timeZone } = answer.team
  const today = dayAt(answer.generatedAt, timeZone)
  return (
    <div className="space-y-4 sm:space-y-5">
      <SummaryCards summary={answer.summary} query={query} period={answer.period} today={today} />
      <div className="grid gap-4 sm:gap-5 xl:grid-cols-2">
        <AdviceList advice={answer.recommendations} />
        <BestByTask best={answer.bestByTask} taskTypes={answer.byTaskType.map(({ taskType }) => taskType)} />
      </div>
      <TaskFronts fronts={answer.fronts} evidenceDays={EVIDENCE_DAYS} query={query} onChange={onChange} />
      <div className={cn('grid gap-4 sm:gap-5', answer.errors.length > 0 && 'xl:grid-cols-2')}>
        <ModelChanges changes={answer.changes} days={EVIDENCE_DAYS} timeZone={timeZone} />
        {answer.errors.length > 0 && (
          <WhatFailed errors={answer.errors} query={query} period={answer.period} />
        )}
      </div>
      <div className="grid gap-4 sm:gap-5 xl:grid-cols-2">
        <ResponseTimeChart models={answer.byModel} />
        <SuccessRateChart models={answer.byModel} />
      </div>
      <div className="grid gap-4 sm:gap-5 xl:grid-cols-3">
        <TrendChart
          className="xl:col-span-2"
          trends={answer.trends}
          trendsByModel={answer.trendsByModel}
          arms={answer.options.models}
          unfinishedDay={today}
        />
        <SatisfactionChart metrics={answer.summary.metrics} />
      </div>
      <ModelsTable models={answer.byModel} query={query} period={answer.period} />
      <TaskTypesTable taskTypes={answer.byTaskType} query={query} period={answer.period} />
    </div>
  )
}
