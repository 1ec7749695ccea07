'use client'

import { Field, Select } from '@/components/ui/field'

type ChoiceFilterProps = {
  label: string
  /** What stands for no choice: “All models”. */
  all: string
  value: string | null
  options: readonly { value: string; label: string }[]
  onChange: (value: string | null) => void
}

export function ChoiceFilter({ label, all, value, options, onChange }: ChoiceFilterProps) {
  return (
    <Field label={label} className="min-w-36 flex-1 sm:max-w-56">
      {(field) => (
        <Select
          key={value}
          {...field}
          defaultValue={value ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
        >
          <option value="">{all}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
