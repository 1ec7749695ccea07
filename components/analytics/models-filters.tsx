'use client'

import { CalendarRange } from 'lucide-react'
import Link from 'next/link'
import { CustomPeriod } from '@/components/analytics/custom-period'
import { modelsHref } from '@/components/analytics/models-href'
import { Field, Select } from '@/components/ui/field'
import { segmentClass, segmentedClass } from '@/components/ui/segmented'
import type { ModelsAnswer } from '@/lib/analytics/models-answer'
import type { ModelsQuery } from '@/lib/analytics/models-search'
import { formatDay, taskTypeLabel } from '@/lib/format'
import { TASK_TYPES } from '@/lib/vocabulary'

const PERIODS = [7, 30, 90] as const

type ModelsFiltersProps = {
  query: ModelsQuery
  answer: Pick<ModelsAnswer, 'options' | 'period'>
  onChange: (query: ModelsQuery) => void
}

export function ModelsFilters({ query, answer: { options, period }, onChange }: ModelsFiltersProps) {
  const models = [...new Set(options.models.map(({ model }) => model).concat(query.model ?? []))].sort()
  const taskTypes = TASK_TYPES.filter((each) => options.taskTypes.includes(each) || each === query.taskType)
  const isCustom = !PERIODS.some((days) => days === query.days)
  return (
    <search aria-label="Filter the figures" className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="flex flex-col gap-1.5">
        <span className="text-xs font-medium text-muted">Period</span>
        <nav aria-label="Period" className={segmentedClass}>
          {PERIODS.map((days) => (
            <PeriodLink
              key={days}
              query={{ ...query, days, from: null, to: null }}
              isCurrent={query.days === days}
              onChange={onChange}
            >
              {days} days
            </PeriodLink>
          ))}
          <button type="button" popoverTarget="custom-period" className={segmentClass(isCustom)}>
            <CalendarRange aria-hidden className="mr-1.5 size-3.5" />
            {isCustom ? `${formatDay(period.from)} – ${formatDay(period.to)}` : 'Custom'}
          </button>
        </nav>
        <CustomPeriod
          key={`${period.from}${period.to}`}
          id="custom-period"
          period={period}
          query={query}
          onChange={onChange}
        />
      </div>
      <Field label="Task type" className="min-w-36 flex-1 sm:max-w-48">
        {(field) => (
          <Select
            key={query.taskType}
            {...field}
            defaultValue={query.taskType ?? ''}
            onChange={(event) => {
              const taskType = TASK_TYPES.find((each) => each === event.target.value) ?? null
              onChange({ ...query, taskType })
            }}
          >
            <option value="">All task types</option>
            {taskTypes.map((taskType) => (
              <option key={taskType} value={taskType}>
                {taskTypeLabel(taskType)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Model" className="min-w-36 flex-1 sm:max-w-56">
        {(field) => (
          <Select
            key={query.model}
            {...field}
            defaultValue={query.model ?? ''}
            onChange={(event) => onChange({ ...query, model: event.target.value || null })}
          >
            <option value="">All models</option>
            {models.map((model) => (
              <option key={model}>{model}</option>
            ))}
          </Select>
        )}
      </Field>
    </search>
  )
}

type PeriodLinkProps = {
  query: ModelsQuery
  isCurrent: boolean
  onChange: (query: ModelsQuery) => void
  children: React.ReactNode
}

function PeriodLink({ query, isCurrent, onChange, children }: PeriodLinkProps) {
  return (
    <Link
      href={modelsHref(query)}
      prefetch={false}
      aria-current={isCurrent ? 'true' : undefined}
      className={segmentClass(isCurrent)}
      onNavigate={(event) => {
        event.preventDefault()
        onChange(query)
      }}
    >
      {children}
    </Link>
  )
}
