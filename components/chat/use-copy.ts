'use client'

import { useState } from 'react'

type CopyState = 'idle' | 'copied' | 'refused'

/** Copies text and says for two seconds how that went; browsers refuse on pages without https. */
export function useCopy(onCopied?: () => void): { state: CopyState; copy: (text: string) => Promise<void> } {
  const [state, setState] = useState<CopyState>('idle')
  async function copy(text: string) {
    const isDone = await isCopied(text)
    setState(isDone ? 'copied' : 'refused')
    if (isDone) onCopied?.()
    setTimeout(() => setState('idle'), 2000)
  }
  return { state, copy }
}

async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
