'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { untouched } from '@/lib/forms/form-state'
import { deleteAccount } from './account-actions'

export function DeleteAccountForm({ email }: { email: string }) {
  const [state, action] = useActionState(deleteAccount, untouched)
  return (
    <form action={action} noValidate className="flex max-w-md flex-col gap-4">
      <TextField
        state={state}
        name="email"
        label={`To delete your account, type ${email}`}
        type="email"
        autoComplete="off"
      />
      <FormMessage state={state} />
      <div>
        <SubmitButton variant="danger">Delete my account</SubmitButton>
      </div>
    </form>
  )
}
