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
  const [problem, setProblem] = useState<string | null>(null)

  async function confirm() {
    const failed = await onDelete()
    setProblem(failed)
    if (!failed) onClose()
  }

  return (
    <Dialog
      open={title !== null}
      onClose={onClose}
      title="Delete conversation?"
      description={`“${title}” and everything said in it is deleted for good. The figures of its calls stay in the statistics.`}
    >
      {problem && (
        <p role="alert" className="mb-4 text-sm text-bad">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="danger" onClick={confirm}>
          Delete
        </Button>
      </div>
    </Dialog>
  )
}
