import { Answer } from '@/components/chat/answer'
import { FailureNote } from '@/components/chat/failure-note'
import { Button } from '@/components/ui/button'
import type { ChatFailure } from '@/lib/chat/chat-failure'
import { type ChatMessage, textOf } from '@/lib/chat/chat-message'
import type { Arm } from '@/lib/vocabulary'

type ChatLogProps = {
  conversationId: string
  messages: ChatMessage[]
  status: 'submitted' | 'streaming' | 'ready' | 'error'
  failure: ChatFailure | null
  /** The best model that has not failed at this question. */
  next: Arm | null
  /** Answers the last question again, by this arm or, left out, as the pickers say. */
  onAgain: (arm?: Arm) => void
}

/** What was said, and where the conversation stands. */
export function ChatLog({ conversationId, messages, status, failure, next, onAgain }: ChatLogProps) {
  const busy = status === 'submitted' || status === 'streaming'
  const last = messages.at(-1)
  return (
    <div
      role="log"
      aria-label="Conversation"
      aria-busy={busy}
      className="mx-auto w-full max-w-3xl space-y-6 px-4 py-6"
    >
      {messages.map((message) =>
        message.role === 'user' ? (
          <Question key={message.id} text={textOf(message)} />
        ) : (
          <Answer
            key={message.id}
            conversationId={conversationId}
            message={message}
            streaming={busy && message === last}
            failed={status === 'error' && message === last}
            onRegenerate={message === last && status === 'ready' ? () => onAgain() : undefined}
          />
        ),
      )}
      {status === 'submitted' && <p className="text-sm text-muted">Choosing a model…</p>}
      {failure && <FailureNote failure={failure} next={next} onRetry={() => onAgain()} onTry={onAgain} />}
      {status === 'ready' && last?.role === 'user' && (
        <div className="flex items-center gap-3 text-sm text-muted">
          This question has no answer yet.
          <Button size="small" onClick={() => onAgain()}>
            Answer it
          </Button>
        </div>
      )}
    </div>
  )
}

function Question({ text }: { text: string }) {
  return (
    <article aria-label="Your question" className="flex justify-end">
      <p className="max-w-[85%] rounded-2xl rounded-br-md bg-raised px-4 py-2.5 text-[0.9375rem] leading-relaxed break-words whitespace-pre-wrap">
        {text}
      </p>
    </article>
  )
}
