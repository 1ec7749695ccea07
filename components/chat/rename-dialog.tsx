'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'

type RenameDialogProps = {
  /** The present title; null keeps the dialog closed. */
  title: string | null
  onClose: () => void
  /** Answers null, or a sentence that says why it failed. */
  onRename: (title: string) => Promise<string | null>
}

export function RenameDialog({ title, onClose, onRename }: RenameDialogProps) {
  return (
    <Dialog open={title !== null} onClose={onClose} title="Rename conversation">
      <TitleForm title={title ?? ''} onClose={onClose} onRename={onRename} />
    </Dialog>
  )
}

/** Lives as long as the dialog is open, so that the next one begins without this one's problem. */
function TitleForm({ title, onClose, onRename }: RenameDialogProps & { title: string }) {
  const [problem, setProblem] = useState<string | null>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const wanted = String(new FormData(event.currentTarget).get('title')).trim()
    if (wanted === '') return setProblem('A title needs at least one letter.')
    const failed = await onRename(wanted)
    setProblem(failed)
    if (!failed) onClose()
  }

  return (
    <form onSubmit={submit} className="space-y-4">
      <Field label="Title" error={problem ?? undefined}>
        {(control) => <Input {...control} name="title" defaultValue={title} maxLength={200} autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary">
          Rename
        </Button>
      </div>
    </form>
  )
}
