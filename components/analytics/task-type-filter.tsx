'use client'

import { ChoiceFilter } from '@/components/analytics/choice-filter'
import { taskTypeLabel } from '@/lib/format'
import { TASK_TYPES, type TaskType } from '@/lib/vocabulary'

type TaskTypeFilterProps = {
  value: TaskType | null
  /** Task types that occur. */
  options: readonly TaskType[]
  onChange: (taskType: TaskType | null) => void
}

export function TaskTypeFilter({ value, options, onChange }: TaskTypeFilterProps) {
  const taskTypes = TASK_TYPES.filter((each) => options.includes(each) || each === value)
  return (
    <ChoiceFilter
      label="Task type"
      all="All task types"
      value={value}
      options={taskTypes.map((taskType) => ({ value: taskType, label: taskTypeLabel(taskType) }))}
      onChange={(chosen) => onChange(TASK_TYPES.find((each) => each === chosen) ?? null)}
    />
  )
}
