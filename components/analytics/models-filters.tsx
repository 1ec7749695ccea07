'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useId, useState } from 'react'
import { ChoiceFilter } from '@/components/analytics/choice-filter'
import { namesToChoose, projectsToChoose } from '@/components/analytics/filter-options'
import { modelsHref } from '@/components/analytics/models-href'
import { PeriodFilter } from '@/components/analytics/period-filter'
import { TaskTypeFilter } from '@/components/analytics/task-type-filter'
import { Button } from '@/components/ui/button'
import type { ModelsAnswer } from '@/lib/analytics/models-answer'
import type { ModelsQuery } from '@/lib/analytics/models-search'

type ModelsFiltersProps = {
  query: ModelsQuery
  answer: Pick<ModelsAnswer, 'options' | 'period'>
  onChange: (query: ModelsQuery) => void
}

export function ModelsFilters({ query, answer: { options, period }, onChange }: ModelsFiltersProps) {
  const id = useId()
  const chosen = [query.provider, query.feature, query.project].filter(Boolean).length
  const [isOpen, setOpen] = useState(chosen > 0)
  const models = options.models.filter(({ provider }) => !query.provider || provider === query.provider)
  return (
    <search
      aria-label="Filter the figures"
      className="flex min-w-0 flex-1 basis-208 flex-wrap items-end gap-x-4 gap-y-3"
    >
      <PeriodFilter query={query} period={period} hrefOf={modelsHref} onChange={onChange} />
      <TaskTypeFilter
        value={query.taskType}
        options={options.taskTypes}
        onChange={(taskType) => onChange({ ...query, taskType })}
      />
      <ChoiceFilter
        label="Model"
        all="All models"
        value={query.model}
        options={namesToChoose(
          models.map(({ model }) => model),
          query.model,
        )}
        onChange={(model) => onChange({ ...query, model })}
      />
      <Button
        variant="ghost"
        className="max-sm:-ml-3.5"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        {chosen > 0 ? `More filters (${chosen})` : 'More filters'}
      </Button>
      <div id={id} hidden={!isOpen} className="basis-full">
        <MoreFilters query={query} options={options} onChange={onChange} />
      </div>
    </search>
  )
}

type MoreFiltersProps = Pick<ModelsFiltersProps, 'query' | 'onChange'> & Pick<ModelsAnswer, 'options'>

function MoreFilters({ query, options, onChange }: MoreFiltersProps) {
  const providers = options.models.map(({ provider }) => provider)
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <ChoiceFilter
          label="Provider"
          all="All providers"
          value={query.provider}
          options={namesToChoose(providers, query.provider)}
          onChange={(provider) => onChange({ ...query, provider })}
        />
        <ChoiceFilter
          label="Feature"
          all="All features"
          value={query.feature}
          options={namesToChoose(options.features, query.feature)}
          onChange={(feature) => onChange({ ...query, feature })}
        />
        <ChoiceFilter
          label="Project"
          all="All projects"
          value={query.project}
          options={projectsToChoose(options.projects, query.project)}
          onChange={(project) => onChange({ ...query, project })}
        />
      </div>
      {(query.feature ?? query.project) && (
        <p className="mt-2 text-xs text-pretty text-muted">
          Best models, what they are weighed by and their changes stay those of all features and projects: the
          router does not tell these apart.
        </p>
      )}
    </>
  )
}
