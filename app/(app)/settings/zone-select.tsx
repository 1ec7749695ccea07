import { Field, Select } from '@/components/ui/field'
import type { FormState } from '@/lib/forms/form-state'

type ZoneSelectProps = {
  state: FormState<unknown>
  zones: string[]
  defaultValue: string
  /** What a change of it does. */
  consequence?: string
}

export function ZoneSelect({ state, zones, defaultValue, consequence = '' }: ZoneSelectProps) {
  return (
    <Field
      label="Time zone"
      hint={`Where the team’s days begin and end. ${consequence}`}
      error={state.errors.timeZone}
    >
      {(control) => (
        <Select {...control} name="timeZone" defaultValue={state.values.timeZone ?? defaultValue}>
          {zones.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </Select>
      )}
    </Field>
  )
}
