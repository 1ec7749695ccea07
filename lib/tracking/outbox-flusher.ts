import { setImmediate } from 'node:timers/promises'
import { eventKey, type TrackingEvent } from '@/lib/tracking/event'
import { isDeadHolder, newLeaseHolder } from '@/lib/tracking/lease-holder'
import type { OutboxLog } from '@/lib/tracking/outbox'
import { LeaseHeldError, RefusedError } from '@/lib/tracking/outbox-errors'
import type { OutboxStore, SetAsideEvent, WaitingEvent } from '@/lib/tracking/outbox-store'

/** Longer than one delivery may take, so that a lease only runs out under a process that hangs. */
const LEASE_MS = 20_000
const LEASE_POLL_MS = 1_000
/** Events between two checkpoints: some megabytes. */
const CHECKPOINT_EVERY = 500
/** Bodies may be long: few at a time. */
const SET_ASIDE_BATCH = 20
const SET_ASIDE_RETRY_MS = 60_000

export type FlusherOptions = {
  store: OutboxStore
  deliver: (events: TrackingEvent[]) => Promise<void>
  /** Keeps what can never be delivered where people see it; answers with those that it has kept. */
  keepSetAside: (events: SetAsideEvent[]) => Promise<SetAsideEvent[]>
  log: OutboxLog
  batchSize: number
  /** First and longest wait between attempts. */
  retryMs: { first: number; longest: number }
  random: () => number
}

type ReadEvent = WaitingEvent & { event: TrackingEvent }

/** Delivers what waits, oldest first and one batch at a time, and begins again after each failure. */
export class OutboxFlusher {
  private readonly holder = newLeaseHolder()
  private run: Promise<void> | null = null
  private timer: NodeJS.Timeout | null = null
  private failures = 0
  private batchSize: number
  private sinceCheckpoint = 0
  private isClosed = false
  /** The last one that was offered to `keepSetAside`. */
  private lastSetAside = 0
  private setAsideTimer: NodeJS.Timeout | null = null

  constructor(private readonly options: FlusherOptions) {
    this.batchSize = options.batchSize
  }

  /** Begins to deliver, unless that is under way or waits for its next attempt. */
  wake(): void {
    if (this.run === null && this.timer === null && !this.isClosed) this.start().catch(() => undefined)
  }

  /** Resolves when nothing waits any more; rejects with the reason when an attempt fails. */
  async flush(): Promise<void> {
    this.clearTimer()
    await (this.run ?? this.start())
  }

  async close(): Promise<void> {
    this.isClosed = true
    this.clearTimer()
    if (this.setAsideTimer) clearTimeout(this.setAsideTimer)
    await this.run?.catch(() => undefined)
    this.options.store.release(this.holder)
  }

  private start(): Promise<void> {
    this.run = this.drain()
    return this.run
  }

  private async drain(): Promise<void> {
    await setImmediate()
    try {
      while (!this.isClosed) {
        const rows = this.nextBatch()
        if (rows.length === 0) break
        await this.deliver(this.read(rows))
        this.succeeded()
        this.checkpointAfter(rows.length)
      }
      await this.moveSetAside()
      this.tidy(() => this.options.store.shrink())
      this.options.store.release(this.holder)
    } catch (error) {
      this.failed(error)
      throw error
    } finally {
      this.run = null
    }
  }

  private nextBatch(): WaitingEvent[] {
    this.options.store.follow()
    this.holdLease()
    return this.options.store.oldest(this.batchSize)
  }

  /** Sets aside what nobody can read, which holds up nothing else then. */
  private read(rows: WaitingEvent[]): ReadEvent[] {
    return rows.flatMap((row) => {
      try {
        return [{ ...row, event: storedEvent(row) }]
      } catch (error) {
        this.options.store.setAside(row, `The outbox cannot read it: ${error}`)
        this.options.log.error({ err: error, seq: row.seq }, 'tracking event set aside')
        return []
      }
    })
  }

  /** Halves a refused batch until the row at fault stands alone, and sets that one aside. */
  private async deliver(rows: ReadEvent[]): Promise<void> {
    const { store, deliver, log } = this.options
    if (rows.length === 0) return
    this.holdLease()
    try {
      await deliver(rows.map(({ event }) => event))
      store.remove(rows)
    } catch (error) {
      const [row] = rows
      if (!(error instanceof RefusedError) || row === undefined) throw error
      if (rows.length === 1) {
        store.setAside(row, error.message)
        log.error({ err: error, ...eventKey(row.event) }, 'tracking event set aside')
        return
      }
      const half = Math.ceil(rows.length / 2)
      await this.deliver(rows.slice(0, half))
      await this.deliver(rows.slice(half))
    }
  }

  /** Its failures hold nothing else up. */
  private async moveSetAside(): Promise<void> {
    const { store, keepSetAside, log } = this.options
    if (this.setAsideTimer !== null) return
    try {
      while (!this.isClosed) {
        const events = store.setAsideAfter(this.lastSetAside, SET_ASIDE_BATCH)
        const last = events.at(-1)
        if (last === undefined) return
        this.holdLease()
        store.removeSetAside(await keepSetAside(events))
        this.lastSetAside = last.id
      }
    } catch (error) {
      log.warn({ err: error }, 'events that were set aside stay in outbox.db for now')
      this.setAsideTimer = setTimeout(() => {
        this.setAsideTimer = null
        this.wake()
      }, SET_ASIDE_RETRY_MS).unref()
    }
  }

  /** The next write waits for the disk once more; it is this deliverer's, of its lease. */
  private checkpointAfter(events: number): void {
    this.sinceCheckpoint += events
    if (this.sinceCheckpoint < CHECKPOINT_EVERY) return
    this.sinceCheckpoint = 0
    this.tidy(() => this.options.store.checkpoint())
  }

  /** It is about room on the disk only: the next time will do. */
  private tidy(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.options.log.info({ err: error }, 'the outbox file could not be tidied up')
    }
  }

  /** One deliverer at a time keeps the order: a message must not overtake its conversation. */
  private holdLease(): void {
    const now = Date.now()
    const held = this.options.store.lease(this.holder, now, now + LEASE_MS, isDeadHolder)
    if (!held) throw new LeaseHeldError('another process delivers from this outbox')
  }

  private succeeded(): void {
    if (this.failures > 0)
      this.options.log.info({ failures: this.failures }, 'tracking events are stored again')
    this.failures = 0
    this.batchSize = Math.min(this.options.batchSize, this.batchSize * 2)
  }

  /** Smaller batches next time: a receiver that is merely slow takes half a batch within its time limit. */
  private failed(error: unknown): void {
    if (error instanceof LeaseHeldError) {
      this.retryIn(LEASE_POLL_MS)
      return
    }
    const { retryMs, random, log, store } = this.options
    store.heal(error)
    const longest = Math.min(retryMs.longest, retryMs.first * 2 ** this.failures)
    this.failures += 1
    this.batchSize = Math.max(1, Math.floor(this.batchSize / 2))
    log.warn({ err: error, failures: this.failures, ...store.counts() }, 'tracking events wait to be stored')
    this.retryIn(longest * (0.5 + random() / 2))
  }

  private retryIn(ms: number): void {
    if (this.isClosed) return
    this.clearTimer()
    this.timer = setTimeout(() => {
      this.timer = null
      this.wake()
    }, ms)
    // What waits is on disk; it does not keep a process alive that has nothing else to do.
    this.timer.unref()
  }

  private clearTimer(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }
}

/** Only what `enqueue` has parsed is in the file. Throws where the disk has spoilt it. */
function storedEvent(row: WaitingEvent): TrackingEvent {
  return JSON.parse(row.body)
}
