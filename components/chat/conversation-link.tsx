'use client'

import { Pencil, Trash2 } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import type { Conversation } from '@/lib/chat/conversation'

type ConversationLinkProps = {
  conversation: Conversation
  isCurrent: boolean
  onOpen: () => void
  onRename: () => void
  onDelete: () => void
}

export function ConversationLink({
  conversation,
  isCurrent,
  onOpen,
  onRename,
  onDelete,
}: ConversationLinkProps) {
  const { id, title } = conversation
  return (
    <li
      className={cn(
        'group relative flex items-center rounded-md hover:bg-raised focus-within:bg-raised',
        isCurrent && 'bg-raised',
      )}
    >
      <Link
        href={`/chat/${id}`}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={(event) => {
          // It is on screen already; going there would only reload it.
          if (isCurrent) event.preventDefault()
          onOpen()
        }}
        className="min-w-0 flex-1 truncate rounded-md px-2.5 py-2 text-sm"
        title={title}
      >
        {title}
      </Link>
      <span className="flex rounded-md pointer-fine:absolute pointer-fine:right-1 pointer-fine:bg-raised pointer-fine:opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        <Tool label={`Rename “${title}”`} onClick={onRename}>
          <Pencil aria-hidden className="size-3.5" />
        </Tool>
        <Tool label={`Delete “${title}”`} onClick={onDelete}>
          <Trash2 aria-hidden className="size-3.5" />
        </Tool>
      </span>
    </li>
  )
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="grid size-7 shrink-0 place-items-center rounded text-muted hover:text-ink"
    >
      {children}
    </button>
  )
}
