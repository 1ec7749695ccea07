'use client'

import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { v7 } from 'uuid'
import type { CallableArm } from '@/components/chat/callable-arm'
import { ChatRoom } from '@/components/chat/chat-room'

const START = '/chat'

/** A conversation that does not exist yet. Its first message changes the address, and going back to /chat starts afresh. */
type NewChatProps = { firstId: string; teamId: string; arms: CallableArm[] }

export function NewChat({ firstId, teamId, arms }: NewChatProps) {
  const pathname = usePathname()
  const [id, setId] = useState(firstId)
  const [isBegun, setIsBegun] = useState(false)
  if (pathname !== START && !isBegun) setIsBegun(true)
  if (pathname === START && isBegun) {
    setIsBegun(false)
    setId(v7())
  }
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
