import type { ApiKey } from '@/lib/api/api-key'
import { Problem } from '@/lib/api/problem'
import { createTokenBucket } from '@/lib/auth/token-bucket'
import { oncePerProcess } from '@/lib/once-per-process'

/** A request costs about as much time as this many calls in it. */
export const CALLS_PER_REQUEST = 20
const BURST_SECONDS = 5
/** What a request to `/api/track` may hold, which must fit into what may come at once. */
const LEAST_BURST = 1_000

/** Calls a second that each key may report for long. */
function callsPerSecond(): number {
  const rate = Number(process.env.AUGURY_CALLS_PER_SECOND || 10_000)
  if (Number.isFinite(rate) && rate > 0) return rate
  throw new Error('The environment variable AUGURY_CALLS_PER_SECOND must be a number above 0.')
}

const limit = () =>
  oncePerProcess('calls of API keys', () => {
    const rate = callsPerSecond()
    const burst = Math.max(rate * BURST_SECONDS, LEAST_BURST)
    const bucket = createTokenBucket({ burst, refillMs: 1000 / rate, now: Date.now, capacity: 50_000 })
    return { bucket, burst }
  })

/** Throws a 429 problem, and counts nothing, when the key has reported too much in this process. */
export function limitCalls({ keyId }: ApiKey, calls: number): void {
  const waitMs = limit().bucket.take(keyId, calls)
  if (waitMs === 0) return
  throw new Problem(429, 'This key reports more calls than it may. Wait, then send the same again.', {
    headers: { 'Retry-After': String(Math.ceil(waitMs / 1000)) },
  })
}

/**
 * Counts what a request turned out to hold beyond the share it has taken already; one that holds more than may come at
 * once takes all of that.
 */
export function limitHeld(key: ApiKey, calls: number): void {
  limitCalls(key, Math.max(0, Math.min(calls, limit().burst) - CALLS_PER_REQUEST))
}
