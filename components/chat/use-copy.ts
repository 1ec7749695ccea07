'use client'

import { useState } from 'react'

type CopyState = 'idle' | 'copied' | 'refused'

/** Copies text and says for two seconds how that went; browsers refuse on pages without https. */
export function useCopy(): { state: CopyState; copy: (text: string) => Promise<void> } {
  const [state, setState] = useState<CopyState>('idle')
  async function copy(text: string) {
    setState((await isCopied(text)) ? 'copied' : 'refused')
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
