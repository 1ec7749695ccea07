'use client'

import { useActionState, useState } from 'react'
import { FormMessage } from '@/components/form/form-message'
import { SubmitButton } from '@/components/form/submit-button'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { untouched } from '@/lib/forms/form-state'
import { revokeApiKey } from './key-actions'

type RevokeKeyFormProps = { teamId: string; keyId: string; name: string }

export function RevokeKeyForm({ teamId, keyId, name }: RevokeKeyFormProps) {
  const [open, setOpen] = useState(false)
  const [state, action] = useActionState(revokeApiKey, untouched)
  return (
    <>
      <Button variant="danger" size="small" aria-label={`Revoke ${name}`} onClick={() => setOpen(true)}>
        Revoke
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Revoke ${name}?`}
        description="Whatever reports with this key is turned away within seconds. It cannot be undone."
      >
        <form action={action} className="flex flex-col gap-4">
          <input type="hidden" name="teamId" value={teamId} />
          <input type="hidden" name="keyId" value={keyId} />
          <FormMessage state={state} />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <SubmitButton variant="danger">Revoke the key</SubmitButton>
          </div>
        </form>
      </Dialog>
    </>
  )
}
