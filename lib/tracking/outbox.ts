import { z } from 'zod'
import { type MessageEvent, type TrackingEvent, trackingEvent } from '@/lib/tracking/event'
import { InvalidEventError, OutboxFullError } from '@/lib/tracking/outbox-errors'
import { type FlusherOptions, OutboxFlusher } from '@/lib/tracking/outbox-flusher'
import { GIBIBYTE } from '@/lib/tracking/outbox-limit'
import { OutboxStore } from '@/lib/tracking/outbox-store'

type Write = (about: object, message: string) => void
export type OutboxLog = { info: Write; warn: Write; error: Write }

export type OutboxOptions = Pick<FlusherOptions, 'deliver' | 'log'> &
  Partial<Pick<FlusherOptions, 'keepSetAside' | 'batchSize' | 'retryMs' | 'random'>> & {
    /** The file; null keeps all in memory. */
    path: string | null
    /** Size of the file beyond which events are refused. */
    maxBytes?: number
  }

const SQLITE_FULL = 13

/**
 * Keeps events on disk from the moment they happen until the database has them, so that neither a database that is away
 * nor the death of this process loses one. Delivery is at least once and in order; the receiver ignores what it has.
 */
export class Outbox {
  private readonly store: OutboxStore
  private readonly flusher: OutboxFlusher
  /** False where no file could be written and a restart forgets what waits. */
  readonly isDurable: boolean
  /** Events turned away because the outbox was full. */
  refused = 0

  constructor(options: OutboxOptions) {
    const maxBytes = options.maxBytes ?? GIBIBYTE
    const onDisk = options.path === null ? null : openOnDisk(options.path, maxBytes, options.log)
    this.isDurable = onDisk !== null
    this.store = onDisk ?? new OutboxStore(null, maxBytes, () => undefined)
    this.flusher = new OutboxFlusher({
      batchSize: 500,
      retryMs: { first: 500, longest: 30_000 },
      random: Math.random,
      // Without anybody to keep them they stay in the file.
      keepSetAside: async () => [],
      ...options,
      store: this.store,
    })
    this.flusher.wake()
  }

  /** All or none. Throws `InvalidEventError` or `OutboxFullError`. */
  enqueue(events: TrackingEvent[]): void {
    const parsed = events.map(validEvent)
    if (!this.store.hasRoom()) throw this.full(events.length, 'the disk is nearly full')
    try {
      this.add(parsed)
    } catch (error) {
      if (!isFull(error)) throw error
      throw this.full(events.length, error)
    }
    this.flusher.wake()
  }

  private add(events: TrackingEvent[]): void {
    try {
      this.store.add(events)
    } catch (error) {
      if (!this.store.heal(error)) throw error
      this.store.add(events)
    }
  }

  private full(refused: number, cause: unknown): OutboxFullError {
    this.refused += refused
    return new OutboxFullError(`the outbox is full; ${this.refused} events were refused so far`, { cause })
  }

  /** Keeps what can never be delivered, with the reason, for somebody to look at. */
  setAside(events: unknown[], reason: string): void {
    for (const event of events)
      this.store.setAside({ seq: null, body: JSON.stringify(event) ?? 'null' }, reason)
    this.flusher.wake()
  }

  /** The user's message, if it still waits. */
  find(messageId: string, userId: string): MessageEvent | null {
    return this.store.messages(userId, { messageId }).map(storedMessage).at(-1) ?? null
  }

  /** The user's messages of a conversation that still wait, oldest first. */
  findConversation(conversationId: string, userId: string): MessageEvent[] {
    return this.store.messages(userId, { conversationId }).map(storedMessage)
  }

  counts(): { waiting: number; setAside: number; refused: number } {
    return { ...this.store.counts(), refused: this.refused }
  }

  /** Tries at once; resolves when nothing waits, rejects with the reason when an attempt fails. */
  flush(): Promise<void> {
    return this.flusher.flush()
  }

  /** Waits for the delivery under way; the rest stays on disk for the next start. */
  async close(): Promise<void> {
    if (!this.isDurable) await this.flush().catch(() => undefined)
    await this.flusher.close()
    this.store.close()
  }
}

function openOnDisk(path: string, maxBytes: number, log: OutboxLog): OutboxStore | null {
  try {
    return new OutboxStore(path, maxBytes, (movedTo) =>
      log.error({ path, movedTo }, 'the outbox file is damaged: it was moved away, and a new one begun'),
    )
  } catch (error) {
    log.error(
      { err: error, path },
      'the outbox cannot write to disk: events wait in memory and a restart loses them',
    )
    return null
  }
}

function validEvent(event: TrackingEvent): TrackingEvent {
  const { data, error } = trackingEvent.safeParse(event)
  if (error) throw new InvalidEventError(`${event?.kind}: ${z.prettifyError(error)}`)
  return data
}

function isFull(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_FULL
}

/** The file's column says that the row is a message. */
function storedMessage(body: string): MessageEvent {
  return JSON.parse(body)
}
