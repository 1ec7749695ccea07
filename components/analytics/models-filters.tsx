'use client'

import { modelsHref } from '@/components/analytics/models-href'
import { PeriodFilter } from '@/components/analytics/period-filter'
import { TaskTypeFilter } from '@/components/analytics/task-type-filter'
import { Field, Select } from '@/components/ui/field'
import type { ModelsAnswer } from '@/lib/analytics/models-answer'
import type { ModelsQuery } from '@/lib/analytics/models-search'

type ModelsFiltersProps = {
  query: ModelsQuery
  answer: Pick<ModelsAnswer, 'options' | 'period'>
  onChange: (query: ModelsQuery) => void
}

export function ModelsFilters({ query, answer: { options, period }, onChange }: ModelsFiltersProps) {
  const models = [...new Set(options.models.map(({ model }) => model).concat(query.model ?? []))].sort()
  return (
    <search aria-label="Filter the figures" className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <PeriodFilter query={query} period={period} hrefOf={modelsHref} onChange={onChange} />
      <TaskTypeFilter
        value={query.taskType}
        options={options.taskTypes}
        onChange={(taskType) => onChange({ ...query, taskType })}
      />
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
