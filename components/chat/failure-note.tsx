import { RotateCcw, Shuffle, TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { ChatFailure } from '@/lib/chat/chat-failure'
import type { Arm } from '@/lib/vocabulary'

type FailureNoteProps = {
  failure: ChatFailure
  /** The best model that has not failed at this question. */
  next: Arm | null
  onRetry: () => void
  onTry: (arm: Arm) => void
}

/** Says which model failed and offers the next-ranked one. */
export function FailureNote({ failure: { message, failed }, next, onRetry, onTry }: FailureNoteProps) {
  return (
    <div role="alert" className="rounded-lg border border-bad/40 bg-bad/10 p-4 text-sm">
      <p className="flex gap-2">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        <span className="min-w-0">
          {failed && <strong className="font-medium">{failed.model} failed. </strong>}
          {message}
        </span>
      </p>
      <div className="mt-3 flex flex-wrap gap-2 pl-6">
        {next && (
          <Button size="small" variant="primary" onClick={() => onTry(next)}>
            <Shuffle aria-hidden className="size-3.5" />
            Try with {next.model}
          </Button>
        )}
        <Button size="small" onClick={onRetry}>
          <RotateCcw aria-hidden className="size-3.5" />
          Try again
        </Button>
      </div>
    </div>
  )
}
