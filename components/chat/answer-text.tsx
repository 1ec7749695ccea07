'use client'

import dynamic from 'next/dynamic'

type AnswerTextProps = { text: string; streaming: boolean; onCopied: () => void }

/** The markdown renderer is heavy; until it is there the text stands as it was written. */
const Markdown = dynamic(() => import('@/components/chat/markdown'), { ssr: false })

export function AnswerText(props: AnswerTextProps) {
  return <Markdown {...props} />
}
