'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { untouched } from '@/lib/forms/form-state'
import { acceptInvitation } from './accept-invitation'

export function AcceptForm({ token, teamName }: { token: string; teamName: string }) {
  const [state, action] = useActionState(acceptInvitation, untouched)
  return (
    <form action={action} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <FormMessage state={state} />
      <SubmitButton>Join {teamName}</SubmitButton>
    </form>
  )
}
