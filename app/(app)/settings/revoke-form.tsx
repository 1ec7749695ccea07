'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { untouched } from '@/lib/forms/form-state'
import { revokeInvitation } from './invitation-actions'

export function RevokeForm({ teamId, invitationId }: { teamId: string; invitationId: string }) {
  const [state, action] = useActionState(revokeInvitation, untouched)
  return (
    <form action={action}>
      <input type="hidden" name="teamId" value={teamId} />
      <input type="hidden" name="invitationId" value={invitationId} />
      <SubmitButton variant="danger" size="small">
        Revoke
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  )
}
