import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { v7 } from 'uuid'
import { NewChat } from '@/components/chat/new-chat'
import { getUser } from '@/lib/auth/session'
import { getMembership } from '@/lib/auth/team'
import { callableArms } from '@/lib/chat/callable-arms'

export const metadata: Metadata = { title: 'Chat' }

export default async function NewChatPage() {
  const user = await getUser()
  const membership = user && (await getMembership(user))
  if (!membership) redirect('/login')
  return <NewChat firstId={v7()} teamId={membership.teamId} arms={callableArms()} />
}
