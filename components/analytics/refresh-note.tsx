import { RefreshCw, TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { formatClock } from '@/lib/format'

type RefreshNoteProps = {
  /** ISO 8601, when the figures shown were counted. */
  at: string
  timeZone: string
  hasFailed: boolean
  isRefreshing: boolean
  onRetry: () => void
}

export function RefreshNote({ at, timeZone, hasFailed, isRefreshing, onRetry }: RefreshNoteProps) {
  const clock = formatClock(at, timeZone)
  return (
    <div className="flex min-h-9 items-center gap-2 text-xs text-muted tabular-nums">
      <p role="status" className="flex items-center gap-1.5">
        {hasFailed && <TriangleAlert aria-hidden className="size-3.5 text-warn" />}
        {hasFailed ? `Could not refresh; these are the figures of ${clock}` : `Counted at ${clock}`}
      </p>
      <Button variant="ghost" size="small" onClick={onRetry} disabled={isRefreshing}>
        <RefreshCw aria-hidden className={cn('size-3.5', isRefreshing && 'animate-spin')} />
        {hasFailed ? 'Retry' : 'Refresh'}
      </Button>
    </div>
  )
}
