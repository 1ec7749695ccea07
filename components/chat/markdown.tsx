'use client'

import './markdown.css'
import { Streamdown } from 'streamdown'

// Nothing is fetched from the web on behalf of a model: its pictures become links.
const components = { img: PictureLink }

type MarkdownProps = {
  text: string
  /** While more of it is to come. */
  streaming: boolean
  /** Code was copied with its button. */
  onCopied: () => void
}

/** A model's answer. */
export default function Markdown({ text, streaming, onCopied }: MarkdownProps) {
  return (
    <Streamdown
      mode={streaming ? 'streaming' : 'static'}
      isAnimating={streaming}
      components={components}
      controls={{
        code: { copy: { onCopy: onCopied }, download: false },
        table: { copy: true, download: false, fullscreen: false },
      }}
      lineNumbers={false}
      linkSafety={{ enabled: false }}
      className="chat-prose space-y-3 text-[0.9375rem] leading-relaxed"
    >
      {text}
    </Streamdown>
  )
}

function PictureLink({ src, alt }: { src?: unknown; alt?: string | undefined }) {
  if (typeof src !== 'string') return <span>{alt}</span>
  return (
    <a href={src} target="_blank" rel="noreferrer noopener" className="underline">
      {alt || src}
    </a>
  )
}
