'use client'

import { type ReactNode, useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import type { Membership } from '@/lib/auth/team'
import { type FormState, untouched } from '@/lib/forms/form-state'
import { saveChoice } from './choice-actions'
import { percentText } from './choice-settings'

export function ChoiceForm({ team }: { team: Membership }) {
  const [state, action] = useActionState(saveChoice, untouched)
  return (
    <form action={action} noValidate className="flex max-w-md flex-col gap-4">
      <input type="hidden" name="teamId" value={team.teamId} />
      <div className="grid gap-4 sm:grid-cols-2">
        <PercentField
          state={state}
          name="exploreMin"
          label="Try others at least, %"
          hint="Of messages that begin a conversation or leave its model. 0: only where it seems to pay."
          share={team.exploreMin}
        />
        <PercentField
          state={state}
          name="exploreMax"
          label="Try others at most, %"
          hint="0: never; always the best by what is known."
          share={team.exploreMax}
        />
      </div>
      <PercentField
        state={state}
        name="qualityFloor"
        label="Least expected success, %"
        hint="A model that is expected to succeed less often is not used while another one is above. 0: no floor."
        share={team.qualityFloor}
      />
      <FormMessage state={state} />
      <div>
        <SubmitButton>Save choice</SubmitButton>
      </div>
    </form>
  )
}

type PercentFieldProps = {
  state: FormState<unknown>
  name: string
  label: string
  hint: ReactNode
  /** 0–1. */
  share: number
}

function PercentField({ share, ...field }: PercentFieldProps) {
  return <TextField {...field} inputMode="decimal" defaultValue={percentText(share)} />
}
