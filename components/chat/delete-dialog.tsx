'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

type DeleteDialogProps = {
  /** The title of what would be deleted; null keeps the dialog closed. */
  title: string | null
  onClose: () => void
  /** Answers null, or a sentence that says why it failed. */
  onDelete: () => Promise<string | null>
}

export function DeleteDialog({ title, onClose, onDelete }: DeleteDialogProps) {
  return (
    <Dialog
      open={title !== null}
      onClose={onClose}
      title="Delete conversation?"
      description={`“${title}” and everything said in it is deleted for good. The figures of its calls stay in the statistics.`}
    >
      <Confirmation onClose={onClose} onDelete={onDelete} />
    </Dialog>
  )
}

/** Lives as long as the dialog is open, so that the next one begins without this one's problem. */
function Confirmation({ onClose, onDelete }: Omit<DeleteDialogProps, 'title'>) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setIsPending] = useState(false)

  async function confirm() {
    setIsPending(true)
    const failed = await onDelete()
    setIsPending(false)
    setProblem(failed)
    if (!failed) onClose()
  }

  return (
    <>
      {problem && (
        <p role="alert" className="mb-4 text-sm text-bad">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="danger" onClick={confirm} disabled={isPending}>
          Delete
        </Button>
      </div>
    </>
  )
}
