'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { MadeText } from '@/components/form/made-text'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { untouched } from '@/lib/forms/form-state'
import { createApiKey } from './key-actions'

export function KeyForm({ teamId }: { teamId: string }) {
  const [state, action] = useActionState(createApiKey, untouched)
  return (
    <form action={action} className="flex max-w-xl flex-col gap-4">
      <input type="hidden" name="teamId" value={teamId} />
      <TextField
        name="name"
        label="Make a key for"
        hint="The service that will hold it."
        state={state}
        required
        maxLength={100}
      />
      <div>
        <SubmitButton variant="secondary">Make a key</SubmitButton>
      </div>
      <FormMessage state={state} />
      {state.result !== null && <MadeText label="Key" text={state.result} />}
    </form>
  )
}
