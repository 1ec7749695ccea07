'use client'

import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { type FormEvent, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Textarea } from '@/components/ui/field'
import { sendJson } from '@/lib/chat/send-json'
import type { Rating } from '@/lib/vocabulary'

const SAID: Record<Rating, string> = {
  1: 'Rated as helpful.',
  0: 'Rating taken back.',
  '-1': 'Rated as not helpful. You can say what was wrong.',
}

type ModelFeedbackProps = {
  conversationId: string
  /** Without it the conversation's last answer is meant. */
  messageId?: string
  /** The rating that is stored already. */
  initialRating?: Rating
  onFeedbackSubmitted?: (rating: Rating) => void
}

/** Thumbs for an answer. Shown at once, taken back when it could not be stored; pressing again takes the rating back. */
export function ModelFeedback({
  conversationId,
  messageId,
  initialRating = 0,
  onFeedbackSubmitted,
}: ModelFeedbackProps) {
  const [rating, setRating] = useState<Rating>(initialRating)
  const [asksWhy, setAsksWhy] = useState(false)
  const [said, setSaid] = useState('')
  const [error, setError] = useState('')
  const stored = useRef<Rating>(initialRating)
  const latest = useRef(0)
  const queue = useRef(Promise.resolve<string | null>(null))

  async function rate(next: Rating, comment?: string): Promise<boolean> {
    latest.current += 1
    const turn = latest.current
    setRating(next)
    setError('')
    setAsksWhy(next === -1 && comment === undefined)
    setSaid(comment === undefined ? SAID[next] : 'Thank you for the comment.')
    // One after the other, so that quick presses are stored in the order they were made.
    const body = { conversationId, messageId, rating: next, comment }
    queue.current = queue.current.then(() => sendJson('POST', '/api/analytics/models/feedback', body))
    const problem = await queue.current
    if (!problem) {
      stored.current = next
      onFeedbackSubmitted?.(next)
      return true
    }
    // An older press must not undo what a newer one shows.
    if (turn === latest.current) {
      setRating(stored.current)
      setAsksWhy(comment !== undefined)
      setSaid('')
      setError(problem)
    }
    return false
  }

  return (
    <div className="min-w-0">
      <div className="flex items-center gap-0.5">
        <Thumb kind="up" pressed={rating === 1} onPress={() => rate(rating === 1 ? 0 : 1)} />
        <Thumb kind="down" pressed={rating === -1} onPress={() => rate(rating === -1 ? 0 : -1)} />
        <span role="status" className="ml-1 text-xs text-muted">
          {said}
        </span>
      </div>
      {error && (
        <p role="alert" className="mt-1 text-xs text-bad">
          {error}
        </p>
      )}
      {asksWhy && <CommentForm onSend={(comment) => rate(-1, comment)} onSkip={() => setAsksWhy(false)} />}
    </div>
  )
}

function Thumb({ kind, pressed, onPress }: { kind: 'up' | 'down'; pressed: boolean; onPress: () => void }) {
  const Icon = kind === 'up' ? ThumbsUp : ThumbsDown
  const tone = kind === 'up' ? 'text-good hover:text-good' : 'text-bad hover:text-bad'
  return (
    <Button
      variant="ghost"
      size="icon"
      className={cn('size-8', pressed && tone)}
      aria-pressed={pressed}
      aria-label={kind === 'up' ? 'Helpful' : 'Not helpful'}
      title={pressed ? 'Take the rating back' : kind === 'up' ? 'Helpful' : 'Not helpful'}
      onClick={onPress}
    >
      <Icon aria-hidden className={cn('size-4', pressed && 'fill-current')} />
    </Button>
  )
}

type CommentFormProps = { onSend: (comment: string) => Promise<boolean>; onSkip: () => void }

function CommentForm({ onSend, onSkip }: CommentFormProps) {
  const id = useId()
  const [comment, setComment] = useState('')

  function send(event: FormEvent) {
    event.preventDefault()
    if (comment.trim() !== '') void onSend(comment.trim())
  }

  return (
    <form
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onSkip()
      }}
      className="mt-2 max-w-md space-y-2"
    >
      <label htmlFor={id} className="text-xs text-muted">
        What was wrong? (optional)
      </label>
      <Textarea
        id={id}
        value={comment}
        maxLength={2000}
        onChange={(event) => setComment(event.target.value)}
        className="min-h-16"
      />
      <div className="flex gap-2">
        <Button type="submit" size="small" disabled={comment.trim() === ''}>
          Send comment
        </Button>
        <Button size="small" variant="ghost" onClick={onSkip}>
          Not now
        </Button>
      </div>
    </form>
  )
}
