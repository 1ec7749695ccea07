'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { untouched } from '@/lib/forms/form-state'
import { requestReset } from './request-reset'

export function ResetForm() {
  const [state, action] = useActionState(requestReset, untouched)
  return (
    <form action={action} noValidate className="flex flex-col gap-4">
      <TextField state={state} name="email" label="E-mail" type="email" autoComplete="username" required />
      <FormMessage state={state} />
      <SubmitButton>Send the link</SubmitButton>
    </form>
  )
}
