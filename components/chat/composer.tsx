'use client'

import { ArrowUp, Square } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { MAX_MESSAGE_LENGTH } from '@/lib/chat/turn-request'

type ComposerProps = {
  busy: boolean
  onSend: (text: string) => void
  onStop: () => void
  /** The pickers. */
  children: ReactNode
}

export function Composer({ busy, onSend, onStop, children }: ComposerProps) {
  const [draft, setDraft] = useState('')
  const canSend = draft.trim() !== '' && !busy

  function send() {
    if (!canSend) return
    onSend(draft.trim())
    setDraft('')
  }
  function onKeyDown(event: KeyboardEvent) {
    // While a word is being composed (Chinese, Japanese, …) Enter accepts the word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="rounded-xl border border-line bg-surface shadow-sm focus-within:border-muted"
    >
      <textarea
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        maxLength={MAX_MESSAGE_LENGTH}
        rows={1}
        aria-label="Message"
        aria-keyshortcuts="Enter Shift+Enter"
        placeholder="Ask anything"
        className="field-sizing-content block max-h-60 min-h-12 w-full resize-none bg-transparent px-4 pt-3.5 pb-2 text-sm placeholder:text-muted/80 focus-visible:outline-none"
      />
      <div className="flex flex-wrap items-center gap-2 px-2.5 pb-2.5">
        {children}
        <span className="grow" />
        {busy ? (
          <Button size="icon" aria-label="Stop (Escape)" onClick={onStop}>
            <Square aria-hidden className="size-3.5 fill-current" />
          </Button>
        ) : (
          <Button type="submit" variant="primary" size="icon" aria-label="Send" disabled={!canSend}>
            <ArrowUp aria-hidden className="size-4" />
          </Button>
        )}
      </div>
    </form>
  )
}
