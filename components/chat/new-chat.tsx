'use client'

import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { v7 } from 'uuid'
import type { CallableArm } from '@/components/chat/callable-arm'
import { ChatRoom } from '@/components/chat/chat-room'
import { isChatOpen } from '@/components/chat/open-chat'

type NewChatProps = {
  /** Made on the server, so that both renders agree. */
  firstId: string
  teamId: string
  arms: CallableArm[]
}

/**
 * A conversation that does not exist yet. Its first message changes the address without leaving this page, so the Back
 * button may return here with the address of any conversation that began here, and a link to /chat starts afresh.
 */
export function NewChat({ firstId, teamId, arms }: NewChatProps) {
  const named = /^\/chat\/([\da-f-]{36})$/.exec(usePathname())?.[1]
  const [fresh, setFresh] = useState(() => (isChatOpen(firstId) ? v7() : firstId))
  const [wasNamed, setWasNamed] = useState(false)
  if (named && !wasNamed) setWasNamed(true)
  if (!named && wasNamed) {
    setWasNamed(false)
    setFresh(v7())
  }
  const id = named ?? fresh
  return (
    <ChatRoom
      key={id}
      id={id}
      teamId={teamId}
      stored={[]}
      arms={arms}
      initialPriority="balanced"
      initialArm={null}
    />
  )
}
