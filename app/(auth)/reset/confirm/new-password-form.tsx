'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { untouched } from '@/lib/forms/form-state'
import { setPassword } from './set-password'

export function NewPasswordForm() {
  const [state, action] = useActionState(setPassword, untouched)
  return (
    <form action={action} noValidate className="flex flex-col gap-4">
      <TextField
        state={state}
        name="password"
        label="New password"
        hint="At least 8 characters."
        type="password"
        autoComplete="new-password"
        required
      />
      <TextField
        state={state}
        name="passwordAgain"
        label="New password, again"
        type="password"
        autoComplete="new-password"
        required
      />
      <FormMessage state={state} />
      <SubmitButton>Set the password</SubmitButton>
    </form>
  )
}
