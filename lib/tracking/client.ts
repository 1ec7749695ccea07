/**
 * Reports calls to Augury from another TypeScript app: one file without imports, to be copied. Needs `fetch` and
 * `crypto.randomUUID`, as Node 20, Deno, Bun and workers have them. Not for browsers: who holds the key can report.
 */

/** One attempt that a provider saw; `docs/tracking.md` tells each field. What is left out is unknown. */
export type ReportedCall = {
  provider: string
  model: string
  /** Made here where it is left out; with the timestamp it names the call. */
  id?: string
  /** When the call began; where it is left out, now less `responseTimeMs`. */
  timestamp?: string | Date
  responseModel?: string
  feature?: string
  taskType?:
    | 'general_chat'
    | 'coding'
    | 'analysis'
    | 'reasoning'
    | 'creative'
    | 'file_processing'
    | 'function_calling'
    | 'other'
  taskComplexity?: 'simple' | 'medium' | 'complex'
  responseTimeMs?: number
  timeToFirstTokenMs?: number
  inputTokens?: number
  outputTokens?: number
  cachedInputTokens?: number
  cacheWriteTokens?: number
  reasoningTokens?: number
  inputIncludesCache?: boolean
  outputIncludesReasoning?: boolean
  usageEstimated?: boolean
  costUsd?: number
  cached?: boolean
  outcome?: 'ok' | 'error' | 'timeout' | 'stopped'
  success?: boolean
  errorKind?: string
  errorMessage?: string
  confidenceScore?: number
  user?: string
  conversationId?: string
  requestId?: string
  runId?: string
  projectId?: string
  metadata?: Record<string, unknown>
}

/** Calls that will not be stored, or, with `waiting`, that are tried again. */
export type TrackingProblem = { kind: 'waiting' | 'refused' | 'dropped'; calls: number; message: string }

/** Of all calls so far. */
export type TrackingCounts = { accepted: number; refused: number; dropped: number; waiting: number }

export type TrackingOptions = {
  /** Where Augury runs: `https://augury.example.com`. */
  url: string
  /** Of the team, as its settings showed it once: `aug_…`. */
  apiKey: string
  /** What holds of every call that does not say otherwise. */
  defaults?: Partial<ReportedCall>
  /** Calls in one request, 1–1,000; 500 unless told. */
  batchSize?: number
  /** How long a call waits for others to go along; 1,000 unless told. */
  waitMs?: number
  /** How many calls may wait; those that come then are dropped. 10,000 unless told. */
  capacity?: number
  /** Told once when calls begin to wait, and of each loss; `console.warn` unless told. */
  onProblem?: (problem: TrackingProblem) => void
}

type Waiting = { body: string }
type Answer = { accepted: number; refused: number; results: { status: string; errors?: FieldError[] }[] }
type FieldError = { path: string; message: string }
/** `retry` in so many milliseconds, or whenever it is due where that is null. */
type Attempt =
  | { done: Answer }
  | { refused: string }
  | { tooLarge: true }
  | { retry: number | null; why: string }

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
const REQUEST_LIMIT_MS = 30_000
/** Of one request, by the server. */
const MAX_CALLS = 1_000
/** Below the megabyte that proxies take unless told otherwise. */
const BATCH_CHARACTERS = 2 ** 19
/** Of one call; in bytes at most three quarters of what the server takes, which may hang up on more before it says why. */
const CALL_CHARACTERS = 2 ** 20

/**
 * Keeps calls in memory and reports them in batches, again and again until they are in, each under an id of its own, so
 * that none is stored twice. `track` takes microseconds and never throws. Await `close` before the process ends.
 */
export class AuguryClient {
  private readonly options: Required<TrackingOptions>
  private readonly queue: Waiting[] = []
  private readonly counted = { accepted: 0, refused: 0, dropped: 0 }
  private batchSize: number
  private failures = 0
  private run: Promise<void> | null = null
  private timer: ReturnType<typeof setTimeout> | null = null
  private endPause: (() => void) | null = null
  private isClosed = false

  /** Throws where `batchSize` is none that the server takes. */
  constructor(options: TrackingOptions) {
    this.options = {
      defaults: {},
      batchSize: 500,
      waitMs: 1_000,
      capacity: 10_000,
      onProblem: ({ kind, calls, message }) => console.warn(`Augury: ${calls} calls ${kind}: ${message}`),
      ...options,
    }
    this.batchSize = this.options.batchSize
    if (!Number.isInteger(this.batchSize) || this.batchSize < 1 || this.batchSize > MAX_CALLS) {
      throw new RangeError(`batchSize must be a whole number from 1 to ${MAX_CALLS}`)
    }
  }

  /** Notes a call, to be reported soon; it may be changed afterwards. */
  track(call: ReportedCall): void {
    const refusal = this.isClosed
      ? 'the client is closed'
      : this.queue.length >= this.options.capacity
        ? 'too many calls wait'
        : this.add(call)
    if (refusal !== null) this.lose('dropped', 1, refusal)
    else if (this.queue.length >= this.batchSize) this.start()
    else this.timer ??= leavingFree(setTimeout(() => this.start(), this.options.waitMs))
  }

  counts(): TrackingCounts {
    return { ...this.counted, waiting: this.queue.length }
  }

  /**
   * Reports what waits, at once, and resolves when nothing waits any more or the time is over; the rest is tried again
   * later. With `throws` it rejects where a call still waits or any so far was lost.
   */
  async flush({ timeoutMs = 10_000, throws = false } = {}): Promise<TrackingCounts> {
    this.start()
    this.endPause?.()
    let deadline: ReturnType<typeof setTimeout> | undefined
    const over = new Promise<void>((resolve) => {
      deadline = setTimeout(resolve, timeoutMs)
    })
    await Promise.race([this.run, over])
    clearTimeout(deadline)
    const counts = this.counts()
    if (throws && counts.waiting + counts.refused + counts.dropped > 0) {
      throw new Error(`Augury did not take all calls: ${JSON.stringify(counts)}`)
    }
    return counts
  }

  /** Like `flush`, and takes no call afterwards; what still waits then is lost. */
  async close(options: { timeoutMs?: number; throws?: boolean } = {}): Promise<TrackingCounts> {
    this.isClosed = true
    try {
      return await this.flush(options)
    } finally {
      this.lose('dropped', this.queue.splice(0).length, 'the client was closed before they could be reported')
      this.endPause?.()
    }
  }

  /** What is wrong with the call, or null when it waits now. */
  private add(call: ReportedCall): string | null {
    try {
      const body = JSON.stringify(named({ ...this.options.defaults, ...call }))
      if (body.length > CALL_CHARACTERS) return `longer than ${CALL_CHARACTERS} characters`
      this.queue.push({ body })
      return null
    } catch (error) {
      return `not to be written as JSON: ${error}`
    }
  }

  private start(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.run ??= this.drain().finally(() => {
      this.run = null
      // What came after the last look.
      if (this.queue.length > 0) this.start()
    })
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.nextBatch()
      const attempt = await this.send(batch)
      if ('retry' in attempt) await this.waitAfter(attempt, batch.length)
      else if ('tooLarge' in attempt && batch.length > 1) this.batchSize = Math.ceil(batch.length / 2)
      else this.settle(batch, attempt)
    }
  }

  private nextBatch(): Waiting[] {
    const batch: Waiting[] = []
    let characters = 0
    for (const call of this.queue) {
      characters += call.body.length
      if (batch.length >= this.batchSize || (batch.length > 0 && characters > BATCH_CHARACTERS)) break
      batch.push(call)
    }
    return batch
  }

  private async send(batch: Waiting[]): Promise<Attempt> {
    try {
      const response = await fetch(new URL('/api/track', this.options.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.options.apiKey}` },
        body: `{"calls":[${batch.map(({ body }) => body).join(',')}]}`,
        redirect: 'error',
        signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
      })
      const answer = await response.json().catch(() => null)
      if (response.ok && Array.isArray(answer?.results)) return { done: answer }
      if (response.status === 413) return { tooLarge: true }
      const why = `${response.status} ${answer?.detail ?? response.statusText}`
      const isFinal =
        response.status >= 400 && response.status < 500 && ![408, 425, 429].includes(response.status)
      return isFinal ? { refused: why } : { retry: retryAfter(response), why }
    } catch (error) {
      return { retry: null, why: String(error) }
    }
  }

  private settle(batch: Waiting[], attempt: Exclude<Attempt, { retry: number | null }>): void {
    // Given up by `close` meanwhile.
    if (this.queue[0] !== batch[0]) return
    this.queue.splice(0, batch.length)
    this.failures = 0
    this.batchSize = Math.min(this.options.batchSize, this.batchSize * 2)
    if (!('done' in attempt)) {
      this.lose(
        'refused',
        batch.length,
        'refused' in attempt ? attempt.refused : 'one call alone is larger than a request may be',
      )
      return
    }
    this.counted.accepted += attempt.done.accepted
    for (const { status, errors } of attempt.done.results) {
      if (status !== 'refused') continue
      this.lose('refused', 1, errors?.map(({ path, message }) => `${path}: ${message}`).join('; ') ?? '')
    }
  }

  private async waitAfter(
    { retry, why }: { retry: number | null; why: string },
    calls: number,
  ): Promise<void> {
    const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures)
    if (this.failures === 0) this.tell({ kind: 'waiting', calls, message: why })
    this.failures += 1
    await new Promise<void>((resolve) => {
      const pause = leavingFree(setTimeout(resolve, retry ?? grown * (0.5 + Math.random() / 2)))
      this.endPause = () => {
        clearTimeout(pause)
        resolve()
      }
    })
    this.endPause = null
  }

  private lose(kind: 'refused' | 'dropped', calls: number, message: string): void {
    if (calls === 0) return
    this.counted[kind] += calls
    this.tell({ kind, calls, message })
  }

  private tell(problem: TrackingProblem): void {
    try {
      this.options.onProblem(problem)
    } catch {
      // Whoever listens must not stop the reporting.
    }
  }
}

/** With what makes it the same call in every attempt. */
function named(call: ReportedCall): ReportedCall {
  const timestamp = call.timestamp ?? new Date(Date.now() - (call.responseTimeMs ?? 0))
  return { ...call, id: call.id ?? crypto.randomUUID(), timestamp }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

/** A timer that does not keep a process alive which has nothing else to do. */
function leavingFree<T>(timer: T): T {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref()
  return timer
}
