'use client'

import { Field, Select } from '@/components/ui/field'
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
    <Field label="Task type" className="min-w-36 flex-1 sm:max-w-48">
      {(field) => (
        <Select
          key={value}
          {...field}
          defaultValue={value ?? ''}
          onChange={(event) => onChange(TASK_TYPES.find((each) => each === event.target.value) ?? null)}
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
  )
}
