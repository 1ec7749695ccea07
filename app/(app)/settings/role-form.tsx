'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { Select } from '@/components/ui/field'
import { untouched } from '@/lib/forms/form-state'
import type { TeamMember } from '@/lib/teams/get-team-members'
import { changeRole } from './member-actions'

export function RoleForm({ teamId, member }: { teamId: string; member: TeamMember }) {
  const [state, action] = useActionState(changeRole, untouched)
  return (
    <form action={action} className="flex flex-col gap-1">
      <input type="hidden" name="teamId" value={teamId} />
      <input type="hidden" name="userId" value={member.userId} />
      <span className="flex items-center gap-2">
        <Select
          key={member.role}
          name="role"
          defaultValue={member.role}
          aria-label={`Role of ${member.displayName}`}
          className="w-32"
        >
          <option value="member">Member</option>
          <option value="lead">Lead</option>
        </Select>
        <SubmitButton variant="ghost" aria-label={`Save the role of ${member.displayName}`}>
          Save
        </SubmitButton>
      </span>
      <FormMessage state={state} />
    </form>
  )
}
