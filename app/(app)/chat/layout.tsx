import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { ChatFrame } from '@/components/chat/chat-frame'
import { getUser } from '@/lib/auth/session'
import { getMembership } from '@/lib/auth/team'
import { getConversationsOrNone } from '@/lib/chat/get-conversations'
import { warmRecommender } from '@/lib/team-recommender'

export default async function ChatLayout({ children }: { children: ReactNode }) {
  const user = await getUser()
  if (!user) redirect('/login')
  const membership = await getMembership(user)
  if (!membership) redirect('/settings')
  warmRecommender(membership.teamId)
  const conversations = await getConversationsOrNone(user, membership.teamId)
  return (
    <ChatFrame initial={conversations} timeZone={membership.timeZone}>
      {children}
    </ChatFrame>
  )
}
