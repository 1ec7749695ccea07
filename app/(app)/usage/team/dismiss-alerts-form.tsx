'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { untouched } from '@/lib/forms/form-state'
import { dismissTeamAlerts } from './alert-actions'

type DismissAlertsFormProps = { teamId: string; ids: readonly string[]; label?: string; children: string }

export function DismissAlertsForm({ teamId, ids, label, children }: DismissAlertsFormProps) {
  const [state, action] = useActionState(dismissTeamAlerts, untouched)
  return (
    <form action={action}>
      <input type="hidden" name="teamId" value={teamId} />
      <input type="hidden" name="ids" value={ids.join(',')} />
      <SubmitButton variant="ghost" size="small" aria-label={label}>
        {children}
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  )
}
