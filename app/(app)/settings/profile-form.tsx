'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { untouched } from '@/lib/forms/form-state'
import { renameProfile } from './profile-actions'

export function ProfileForm({ displayName }: { displayName: string }) {
  const [state, action] = useActionState(renameProfile, untouched)
  return (
    <form action={action} noValidate className="flex max-w-md flex-col gap-4">
      <TextField
        state={state}
        name="displayName"
        label="Your name"
        defaultValue={displayName}
        autoComplete="name"
      />
      <FormMessage state={state} />
      <div>
        <SubmitButton>Save name</SubmitButton>
      </div>
    </form>
  )
}
