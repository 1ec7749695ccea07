'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { untouched } from '@/lib/forms/form-state'
import { signUp } from './sign-up'

export function SignupForm({ next }: { next: string }) {
  const [state, action] = useActionState(signUp, untouched)
  return (
    <form action={action} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="timeZone" ref={fillTimeZone} />
      <TextField state={state} name="name" label="Your name" autoComplete="name" required />
      <TextField state={state} name="email" label="E-mail" type="email" autoComplete="username" required />
      <TextField
        state={state}
        name="password"
        label="Password"
        hint="At least 8 characters."
        type="password"
        autoComplete="new-password"
        required
      />
      <FormMessage state={state} />
      <SubmitButton>Create account</SubmitButton>
    </form>
  )
}

/** Only the browser knows the zone; without script the team starts in UTC. */
function fillTimeZone(input: HTMLInputElement | null) {
  if (input) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone
}
