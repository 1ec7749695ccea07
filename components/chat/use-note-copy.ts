'use client'

import { useRef } from 'react'
import { sendJson } from '@/lib/chat/send-json'

/** Tells the server once that the answer was copied. A failure is nobody's concern here: copying has worked. */
export function useNoteCopy(conversationId: string, messageId: string): () => void {
  const isNoted = useRef(false)
  return () => {
    if (isNoted.current) return
    isNoted.current = true
    void sendJson('POST', '/api/analytics/models/signals', { conversationId, messageId, signal: 'copied' })
  }
}
