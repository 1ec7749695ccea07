'use client'

import { Check, Copy, X } from 'lucide-react'
import { useCopy } from '@/components/chat/use-copy'
import { Button } from '@/components/ui/button'

const LOOKS = {
  idle: { Icon: Copy, label: 'Copy' },
  copied: { Icon: Check, label: 'Copied' },
  refused: { Icon: X, label: 'The browser refused to copy' },
} as const

type CopyButtonProps = { text: string; onCopied?: () => void }

export function CopyButton({ text, onCopied }: CopyButtonProps) {
  const { state, copy } = useCopy(onCopied)
  const { Icon, label } = LOOKS[state]
  return (
    <Button
      variant="ghost"
      size="icon"
      className="size-8"
      aria-label={label}
      title={label}
      onClick={() => copy(text)}
    >
      <Icon aria-hidden className="size-4" />
    </Button>
  )
}
