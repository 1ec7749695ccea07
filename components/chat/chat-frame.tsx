'use client'

import { PanelLeft, X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { ConversationList } from '@/components/chat/conversation-list'
import { useConversations } from '@/components/chat/use-conversations'
import { Button } from '@/components/ui/button'
import type { Conversation } from '@/lib/chat/conversation'

type ChatFrameProps = { initial: Conversation[]; timeZone: string; children: ReactNode }

/** The list of conversations beside one of them; on a narrow screen the list is a drawer. */
export function ChatFrame({ initial, timeZone, children }: ChatFrameProps) {
  const conversations = useConversations(initial)
  const drawer = useRef<HTMLDialogElement>(null)
  const close = () => drawer.current?.close()

  return (
    <div className="flex h-[calc(100dvh-var(--shell-top,0rem))] min-h-0 flex-col md:flex-row">
      <aside className="hidden w-64 shrink-0 border-r border-line/70 bg-surface/50 md:block">
        <ConversationList conversations={conversations} timeZone={timeZone} onGo={close} />
      </aside>
      <div className="border-b border-line/70 px-2 py-1 md:hidden">
        <Button variant="ghost" size="small" onClick={() => drawer.current?.showModal()}>
          <PanelLeft aria-hidden className="size-4" />
          Conversations
        </Button>
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop only repeats what Escape does */}
      <dialog
        ref={drawer}
        aria-label="Conversations"
        onClick={(event) => event.target === event.currentTarget && close()}
        className="m-0 h-dvh max-h-none w-80 max-w-[85vw] border-r border-line bg-surface p-0 text-ink backdrop:bg-black/60 md:hidden"
      >
        <div className="flex h-full flex-col">
          <Button
            variant="ghost"
            size="icon"
            aria-label="Close"
            onClick={close}
            className="mt-2 mr-2 self-end"
          >
            <X aria-hidden className="size-4" />
          </Button>
          <div className="min-h-0 flex-1">
            <ConversationList conversations={conversations} timeZone={timeZone} onGo={close} />
          </div>
        </div>
      </dialog>
      <div className="min-h-0 min-w-0 flex-1">{children}</div>
    </div>
  )
}
