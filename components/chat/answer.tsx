'use client'

import { HelpCircle, RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import { AnswerText } from '@/components/chat/answer-text'
import { CopyButton } from '@/components/chat/copy-button'
import { useNoteCopy } from '@/components/chat/use-note-copy'
import { WhyThisModel } from '@/components/chat/why-this-model'
import { ModelFeedback } from '@/components/model-feedback'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { type ChatMessage, textOf } from '@/lib/chat/chat-message'

/** In characters. */
const MIN_SELECTION = 20

type AnswerProps = {
  conversationId: string
  message: ChatMessage
  streaming: boolean
  /** True when a failure note below says how it ended. */
  failed: boolean
  /** Left out where an answer cannot be asked for again. */
  onRegenerate?: (() => void) | undefined
}

export function Answer({ conversationId, message, streaming, failed, onRegenerate }: AnswerProps) {
  const [isWhyOpen, setIsWhyOpen] = useState(false)
  const whyId = useId()
  const noteCopy = useNoteCopy(conversationId, message.id)
  const { metadata } = message
  const text = textOf(message)
  const isEnded = !streaming

  return (
    <article aria-label={metadata ? `Answer by ${metadata.model}` : 'Answer'} className="min-w-0 space-y-2">
      {metadata && (
        <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
          <span className="font-medium text-ink">{metadata.model}</span>
          {metadata.provider}
          {metadata.simulated && <Badge tone="warn">demo</Badge>}
        </p>
      )}
      {text === '' && streaming ? (
        <Thinking />
      ) : (
        <div onCopy={isEnded ? () => isLongSelection() && noteCopy() : undefined}>
          <AnswerText text={text} streaming={streaming} onCopied={noteCopy} />
        </div>
      )}
      {isEnded && !failed && <HowItEnded outcome={metadata?.outcome} hasText={text !== ''} />}
      {isEnded && (
        <div className="-ml-2 flex flex-wrap items-start gap-0.5">
          {text !== '' && <CopyButton text={text} onCopied={noteCopy} />}
          {onRegenerate && (
            <Button
              variant="ghost"
              size="icon"
              className="size-8"
              aria-label="Answer again"
              title="Answer again"
              onClick={onRegenerate}
            >
              <RotateCcw aria-hidden className="size-4" />
            </Button>
          )}
          {metadata?.decision && (
            <Button
              variant="ghost"
              size="small"
              aria-expanded={isWhyOpen}
              aria-controls={whyId}
              onClick={() => setIsWhyOpen(!isWhyOpen)}
            >
              <HelpCircle aria-hidden className="size-4" />
              Why this model?
            </Button>
          )}
          {text !== '' && (
            <ModelFeedback
              conversationId={conversationId}
              messageId={message.id}
              initialRating={metadata?.rating}
            />
          )}
        </div>
      )}
      <div id={whyId}>
        {isWhyOpen && metadata?.decision && <WhyThisModel decision={metadata.decision} chosen={metadata} />}
      </div>
    </article>
  )
}

/** Less than a line is a word to look up, not an answer that was of use. */
function isLongSelection(): boolean {
  return (document.getSelection()?.toString().trim().length ?? 0) >= MIN_SELECTION
}

function Thinking() {
  return (
    <p className="flex h-6 items-center gap-1.5 text-muted">
      <span className="sr-only">The model is thinking</span>
      <span className="size-1.5 animate-pulse rounded-full bg-current" />
      <span className="size-1.5 animate-pulse rounded-full bg-current [animation-delay:150ms]" />
      <span className="size-1.5 animate-pulse rounded-full bg-current [animation-delay:300ms]" />
    </p>
  )
}

type HowItEndedProps = {
  outcome: NonNullable<ChatMessage['metadata']>['outcome'] | undefined
  hasText: boolean
}

/** Null is an answer that this browser stopped or lost before the server could say how it ended. */
function HowItEnded({ outcome, hasText }: HowItEndedProps) {
  if (outcome === 'ok' && hasText) return null
  return <p className="text-xs text-muted italic">{endings[outcome ?? 'stopped']}</p>
}

const endings = {
  ok: 'The model answered with nothing.',
  stopped: 'Stopped.',
  error: 'The model failed before the answer was complete.',
  timeout: 'The model took too long, and the answer was cut off.',
} as const
