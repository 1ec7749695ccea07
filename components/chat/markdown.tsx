'use client'

import './markdown.css'
import { Streamdown } from 'streamdown'

// Nothing is fetched from the web on behalf of a model: its pictures become links.
const components = { img: PictureLink }

/** A model's answer. @param streaming while more of it is to come */
export default function Markdown({ text, streaming }: { text: string; streaming: boolean }) {
  return (
    <Streamdown
      mode={streaming ? 'streaming' : 'static'}
      isAnimating={streaming}
      components={components}
      controls={{
        code: { copy: true, download: false },
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
