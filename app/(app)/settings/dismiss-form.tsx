'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { untouched } from '@/lib/forms/form-state'
import { dismissSetAside } from './set-aside-actions'

type DismissFormProps = { teamId: string; until: string; id?: string; children: string }

export function DismissForm({ teamId, until, id, children }: DismissFormProps) {
  const [state, action] = useActionState(dismissSetAside, untouched)
  return (
    <form action={action}>
      <input type="hidden" name="teamId" value={teamId} />
      <input type="hidden" name="until" value={until} />
      {id && <input type="hidden" name="id" value={id} />}
      <SubmitButton variant="secondary" size="small">
        {children}
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  )
}
