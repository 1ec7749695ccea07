import { Problem } from '@/lib/api/problem'
import type { TrackingEvent } from '@/lib/tracking/event'
import { InvalidEventError } from '@/lib/tracking/outbox-errors'
import { trackAiUsage } from '@/lib/tracking/tracker'

/** Puts what was reported from outside on disk, all or nothing; throws a 503 problem where it cannot be kept now. */
export function keepReported(events: TrackingEvent[]): void {
  if (events.length === 0) return
  try {
    trackAiUsage(...events)
  } catch (cause) {
    // Ours to mend: the reports were right.
    if (cause instanceof InvalidEventError) throw cause
    // A full outbox or disk, or another process that holds the file for too long.
    throw new Problem(503, 'The calls could not be kept. Send the same again later.', {
      headers: { 'Retry-After': '10' },
      cause,
    })
  }
}
