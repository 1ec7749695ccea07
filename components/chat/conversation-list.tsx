'use client'

import { MessageSquarePlus } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConversationLink } from '@/components/chat/conversation-link'
import { DeleteDialog } from '@/components/chat/delete-dialog'
import { closeChat } from '@/components/chat/open-chat'
import { RenameDialog } from '@/components/chat/rename-dialog'
import { useConversationChanges } from '@/components/chat/use-conversations'
import { buttonClass } from '@/components/ui/button'
import type { Conversation } from '@/lib/chat/conversation'
import { groupByDay } from '@/lib/chat/group-by-day'

type ConversationListProps = {
  conversations: Conversation[]
  timeZone: string
  /** Called when the reader goes somewhere, so that a drawer can close. */
  onGo: () => void
}

type Asked = { act: 'rename' | 'delete'; conversation: Conversation } | null

export function ConversationList({ conversations, timeZone, onGo }: ConversationListProps) {
  const [asked, setAsked] = useState<Asked>(null)
  const pathname = usePathname()
  const router = useRouter()
  const changes = useConversationChanges()
  const isCurrent = (id: string) => pathname === `/chat/${id}`
  const titleFor = (act: 'rename' | 'delete') => (asked?.act === act ? asked.conversation.title : null)

  async function remove() {
    if (!asked) return null
    const { id } = asked.conversation
    closeChat(id)
    const problem = await changes.remove(id)
    if (!problem && isCurrent(id)) router.push('/chat')
    return problem
  }

  return (
    <nav aria-label="Conversations" className="flex h-full min-h-0 flex-col">
      <div className="p-3">
        <Link href="/chat" onClick={onGo} className={`${buttonClass()} w-full`}>
          <MessageSquarePlus aria-hidden className="size-4" />
          New chat
        </Link>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {conversations.length === 0 && (
          <p className="px-2.5 text-sm text-pretty text-muted">Your conversations will be listed here.</p>
        )}
        {groupByDay(conversations, new Date(), timeZone).map((group) => (
          <section key={group.label} aria-label={group.label} className="mb-4">
            <p className="px-2.5 pb-1 text-xs font-medium text-muted">{group.label}</p>
            <ul>
              {group.conversations.map((conversation) => (
                <ConversationLink
                  key={conversation.id}
                  conversation={conversation}
                  isCurrent={isCurrent(conversation.id)}
                  onOpen={onGo}
                  onRename={() => setAsked({ act: 'rename', conversation })}
                  onDelete={() => setAsked({ act: 'delete', conversation })}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <RenameDialog
        title={titleFor('rename')}
        onClose={() => setAsked(null)}
        onRename={async (title) => (asked ? changes.change(asked.conversation.id, { title }) : null)}
      />
      <DeleteDialog title={titleFor('delete')} onClose={() => setAsked(null)} onDelete={remove} />
    </nav>
  )
}
