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
  const zone = state.values.timeZone ?? defaultValue
  return (
    <Field
      label="Time zone"
      hint={`Where the team’s days begin and end. ${consequence}`}
      error={state.errors.timeZone}
    >
      {(control) => (
        // A form that was sent is reset, and a select goes back to what it began with: only a new one has a new beginning.
        <Select key={zone} {...control} name="timeZone" defaultValue={zone}>
          {zones.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </Select>
      )}
    </Field>
  )
}
