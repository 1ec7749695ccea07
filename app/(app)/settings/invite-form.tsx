'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { MadeText } from '@/components/form/made-text'
import { SubmitButton } from '@/components/form/submit-button'
import { Field, Select } from '@/components/ui/field'
import { untouched } from '@/lib/forms/form-state'
import { createInvitation } from './invitation-actions'

export function InviteForm({ teamId }: { teamId: string }) {
  const [state, action] = useActionState(createInvitation, untouched)
  return (
    <form action={action} className="flex max-w-xl flex-col gap-4">
      <input type="hidden" name="teamId" value={teamId} />
      <div className="flex items-end gap-3">
        <Field label="Invite somebody as" className="w-48">
          {(control) => (
            <Select {...control} name="role" defaultValue="member">
              <option value="member">Member</option>
              <option value="lead">Lead</option>
            </Select>
          )}
        </Field>
        <SubmitButton variant="secondary">Make a link</SubmitButton>
      </div>
      <FormMessage state={state} />
      {state.result !== null && (
        <MadeText label="Link for one person, valid for 7 days" text={state.result} />
      )}
    </form>
  )
}
