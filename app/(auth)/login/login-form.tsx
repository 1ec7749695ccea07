'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { untouched } from '@/lib/forms/form-state'
import { signIn } from './sign-in'

export function LoginForm({ next }: { next: string }) {
  const [state, action] = useActionState(signIn, untouched)
  return (
    <form action={action} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <TextField state={state} name="email" label="E-mail" type="email" autoComplete="username" required />
      <TextField
        state={state}
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        required
      />
      <FormMessage state={state} />
      <SubmitButton>Sign in</SubmitButton>
    </form>
  )
}
