import { join } from 'node:path'
import { log } from '@/lib/log'
import { oncePerProcess } from '@/lib/once-per-process'
import { deliver } from '@/lib/tracking/deliver'
import { eventKey, type MessageEvent, type TrackingEvent } from '@/lib/tracking/event'
import { Outbox } from '@/lib/tracking/outbox'
import { InvalidEventError } from '@/lib/tracking/outbox-errors'
import { outboxBytes } from '@/lib/tracking/outbox-limit'
import { keepSetAside } from '@/lib/tracking/set-aside'

/** The process's one outbox; call it at start-up so that what an earlier process left is delivered. */
export function tracker(): Outbox {
  return oncePerProcess(
    'outbox',
    () =>
      new Outbox({
        path: join(process.env.AUGURY_DATA_DIR || '.augury', 'outbox.db'),
        deliver,
        keepSetAside,
        maxBytes: outboxBytes(),
        log,
      }),
  )
}

/**
 * Puts events on disk, to be stored in this order; returns in well under a millisecond.
 * Throws `InvalidEventError` (names the field) or `OutboxFullError`, and then none of the events is kept.
 */
export function trackAiUsage(...events: TrackingEvent[]): void {
  tracker().enqueue(events)
}

/** Like `trackAiUsage`, but never throws: a malformed event is set aside alone, one that finds no room is logged. True when all went in. */
export function trackAiUsageSafe(...events: TrackingEvent[]): boolean {
  try {
    trackAiUsage(...events)
    return true
  } catch (error) {
    if (error instanceof InvalidEventError && events.length > 1) {
      return events.map((event) => trackAiUsageSafe(event)).every(Boolean)
    }
    keepOrLog(error, events)
    return false
  }
}

/** A message of this user that has not reached the database yet, for thumbs that overtake it. */
export function waitingMessage(messageId: string, userId: string): MessageEvent | null {
  return tracker().find(messageId, userId)
}

/** Messages of a conversation that have not reached the database yet, oldest first. */
export function waitingMessages(conversationId: string, userId: string): MessageEvent[] {
  return tracker().findConversation(conversationId, userId)
}

function keepOrLog(error: unknown, events: TrackingEvent[]): void {
  const ids = events.map(eventKey)
  try {
    log.error({ err: error, events: ids }, 'tracking event refused')
    if (error instanceof InvalidEventError) tracker().setAside(events, error.message)
  } catch (second) {
    log.error({ err: second, events: ids }, 'tracking event lost')
  }
}
