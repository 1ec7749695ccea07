'use client'

import { useActionState, useState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { untouched } from '@/lib/forms/form-state'
import type { TeamMember } from '@/lib/teams/get-team-members'
import { removeMember } from './member-actions'

type RemoveFormProps = { teamId: string; member: TeamMember; isSelf: boolean }

export function RemoveForm({ teamId, member, isSelf }: RemoveFormProps) {
  const [open, setOpen] = useState(false)
  const [state, action] = useActionState(removeMember, untouched)
  const verb = isSelf ? 'Leave the team' : `Remove ${member.displayName}`
  return (
    <>
      <Button variant="danger" size="small" aria-label={verb} onClick={() => setOpen(true)}>
        {isSelf ? 'Leave' : 'Remove'}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`${verb}?`}
        description={
          isSelf
            ? 'You lose access to this team. Your calls stay in its figures.'
            : 'They lose access to this team. Their calls stay in its figures.'
        }
      >
        <form action={action} className="flex flex-col gap-4">
          <input type="hidden" name="teamId" value={teamId} />
          <input type="hidden" name="userId" value={member.userId} />
          <FormMessage state={state} />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <SubmitButton variant="danger">{isSelf ? 'Leave' : 'Remove'}</SubmitButton>
          </div>
        </form>
      </Dialog>
    </>
  )
}
