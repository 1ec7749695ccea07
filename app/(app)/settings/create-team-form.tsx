'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { untouched } from '@/lib/forms/form-state'
import { createTeam } from './team-actions'
import { ZoneSelect } from './zone-select'

export function CreateTeamForm({ zones, timeZone }: { zones: string[]; timeZone: string }) {
  const [state, action] = useActionState(createTeam, untouched)
  return (
    <form action={action} noValidate className="flex max-w-md flex-col gap-4">
      <TextField state={state} name="name" label="Name of the new team" />
      <ZoneSelect state={state} zones={zones} defaultValue={timeZone} />
      <FormMessage state={state} />
      <div>
        <SubmitButton variant="secondary">Create team</SubmitButton>
      </div>
    </form>
  )
}
