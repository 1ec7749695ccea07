'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { Field, Select } from '@/components/ui/field'
import type { Membership } from '@/lib/auth/team'
import { untouched } from '@/lib/forms/form-state'
import { switchTeam } from './team-actions'

export function SwitchTeamForm({ teams, current }: { teams: Membership[]; current: string | undefined }) {
  const [state, action] = useActionState(switchTeam, untouched)
  return (
    <form action={action} className="flex max-w-md flex-col gap-4">
      <Field label="Team you work in" error={state.errors.teamId}>
        {(control) => (
          <Select {...control} key={current} name="teamId" defaultValue={current}>
            {teams.map(({ teamId, teamName, role }) => (
              <option key={teamId} value={teamId}>
                {teamName} ({role})
              </option>
            ))}
          </Select>
        )}
      </Field>
      <FormMessage state={state} />
      <div>
        <SubmitButton variant="secondary">Switch team</SubmitButton>
      </div>
    </form>
  )
}
