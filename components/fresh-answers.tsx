'use client'

import type { ReactNode } from 'react'
import { SWRConfig } from 'swr'

/**
 * A memory for what the browser reads from our API. Give it user and team as `key`: without a page load between them,
 * the next to sign in on this machine must not see a moment of what the last one saw.
 */
export function FreshAnswers({ children }: { children: ReactNode }) {
  return <SWRConfig value={{ provider: () => new Map() }}>{children}</SWRConfig>
}
