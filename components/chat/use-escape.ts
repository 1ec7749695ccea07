'use client'

import { useEffect, useEffectEvent } from 'react'

/** Escape acts wherever the focus is, unless something nearer has used the key. */
export function useEscape(active: boolean, act: () => void): void {
  const onEscape = useEffectEvent(act)
  useEffect(() => {
    if (!active) return
    const onKeyDown = (event: KeyboardEvent) => {
      const isTaken = event.defaultPrevented || document.querySelector('dialog[open], :popover-open') !== null
      if (event.key === 'Escape' && !isTaken) onEscape()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [active])
}
