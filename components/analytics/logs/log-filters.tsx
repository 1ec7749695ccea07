'use client'

import { Search, SlidersHorizontal } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useState, useTransition } from 'react'
import { ChoiceFilter } from '@/components/analytics/choice-filter'
import { namesToChoose, projectsToChoose } from '@/components/analytics/filter-options'
import { featureLabel } from '@/components/analytics/logs/feature-look'
import { TaskTypeFilter } from '@/components/analytics/task-type-filter'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import type { LogOptions } from '@/lib/analytics/log-answer'
import { LOG_OUTCOMES, type LogQuery, logHref } from '@/lib/analytics/log-search'
import { TASK_TYPES } from '@/lib/vocabulary'

type LogFiltersProps = { query: LogQuery; options: LogOptions }

const outcomeLabels = {
  ok: 'Success',
  failed: 'Failed',
  error: 'Failed: error',
  timeout: 'Failed: timed out',
  stopped: 'Stopped',
}

export function LogFilters({ query, options }: LogFiltersProps) {
  const id = useId()
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const more = [query.provider, query.project, query.user, query.taskType, query.from, query.to]
  const chosen = more.filter(Boolean).length
  const [isOpen, setOpen] = useState(false)
  const show = (change: Partial<LogQuery>) =>
    startTransition(() => router.push(logHref({ ...query, before: null, ...change }), { scroll: false }))
  return (
    <search aria-label="Filter the calls" aria-busy={isPending} className="block space-y-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <SearchField key={query.search} value={query.search} onSearch={(search) => show({ search })} />
        <ChoiceFilter
          label="Outcome"
          all="All outcomes"
          value={query.outcome}
          options={LOG_OUTCOMES.map((value) => ({ value, label: outcomeLabels[value] }))}
          onChange={(value) => show({ outcome: LOG_OUTCOMES.find((each) => each === value) ?? null })}
        />
        <ChoiceFilter
          label="Feature"
          all="All features"
          value={query.feature}
          options={namesToChoose(options.features, query.feature).map(({ value }) => ({
            value,
            label: featureLabel(value),
          }))}
          onChange={(feature) => show({ feature })}
        />
        <ChoiceFilter
          label="Model"
          all="All models"
          value={query.model}
          options={namesToChoose(
            options.models
              .filter(({ provider }) => !query.provider || provider === query.provider)
              .map(({ model }) => model),
            query.model,
          )}
          onChange={(model) => show({ model })}
        />
        <Button variant="ghost" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          <SlidersHorizontal aria-hidden className="size-4" />
          {chosen > 0 ? `More filters (${chosen})` : 'More filters'}
        </Button>
      </div>
      <div id={id} hidden={!isOpen} className="space-y-3">
        <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
          <ChoiceFilter
            label="User"
            all="Everybody"
            value={query.user}
            options={usersToChoose(options.users, query.user)}
            onChange={(user) => show({ user })}
          />
          <ChoiceFilter
            label="Provider"
            all="All providers"
            value={query.provider}
            options={namesToChoose(
              options.models.map(({ provider }) => provider),
              query.provider,
            )}
            onChange={(provider) => show({ provider })}
          />
          <ChoiceFilter
            label="Project"
            all="All projects"
            value={query.project}
            options={projectsToChoose(options.projects, query.project)}
            onChange={(project) => show({ project })}
          />
          <TaskTypeFilter
            value={query.taskType}
            options={TASK_TYPES}
            onChange={(taskType) => show({ taskType })}
          />
        </div>
        <Days key={`${query.from}${query.to}`} query={query} onChange={show} />
      </div>
    </search>
  )
}

function usersToChoose(users: LogOptions['users'], chosen: string | null) {
  const options = users.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))
  const isMissing = chosen !== null && !options.some(({ value }) => value === chosen)
  return isMissing ? [...options, { value: chosen, label: 'A former member' }] : options
}

type SearchFieldProps = { value: string | null; onSearch: (search: string | null) => void }

function SearchField({ value, onSearch }: SearchFieldProps) {
  return (
    <form
      className="min-w-60 flex-[2] sm:max-w-md"
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(String(new FormData(event.currentTarget).get('q') ?? '').trim() || null)
      }}
    >
      <Field label="Search">
        {(field) => (
          <span className="relative block">
            <Search
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
            />
            <Input
              {...field}
              type="search"
              name="q"
              maxLength={200}
              defaultValue={value ?? ''}
              placeholder="User, feature, model, error or id"
              className="pl-9"
            />
          </span>
        )}
      </Field>
    </form>
  )
}

type DaysProps = { query: LogQuery; onChange: (change: Partial<LogQuery>) => void }

function Days({ query, onChange }: DaysProps) {
  return (
    <form
      className="flex flex-wrap items-end gap-x-4 gap-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        onChange({ from: String(form.get('from')) || null, to: String(form.get('to')) || null })
      }}
    >
      <Field label="First day">
        {(field) => <Input {...field} type="date" name="from" defaultValue={query.from ?? ''} />}
      </Field>
      <Field label="Last day">
        {(field) => <Input {...field} type="date" name="to" defaultValue={query.to ?? ''} />}
      </Field>
      <Button type="submit">Show these days</Button>
    </form>
  )
}
