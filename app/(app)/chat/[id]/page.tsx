import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { ChatRoom } from '@/components/chat/chat-room'
import { getUser } from '@/lib/auth/session'
import { callableArms } from '@/lib/chat/callable-arms'
import { getConversation } from '@/lib/chat/get-conversation'

export const metadata: Metadata = { title: 'Chat' }

export default async function ChatPage({ params }: PageProps<'/chat/[id]'>) {
  const user = await getUser()
  if (!user) redirect('/login')
  const id = z.uuid().safeParse((await params).id)
  const conversation = id.success ? await getConversation(user, id.data) : null
  if (!conversation) notFound()
  const { teamId, messages, priority, provider, model } = conversation
  return (
    <ChatRoom
      key={conversation.id}
      id={conversation.id}
      teamId={teamId}
      stored={messages}
      arms={callableArms()}
      initialPriority={priority}
      initialArm={provider && model ? { provider, model } : null}
    />
  )
}
