export type TokenBucketOptions = {
  /** How many attempts in a row are allowed. */
  burst: number
  /** How long until one more is. */
  refillMs: number
  now: () => number
  /** How many keys are kept; the least recently used goes first. */
  capacity: number
}

/** A rate limit in this process's memory; each server of several counts on its own. */
export function createTokenBucket({ burst, refillMs, now, capacity }: TokenBucketOptions) {
  const buckets = new Map<string, { tokens: number; at: number }>()

  function level(key: string): number {
    const bucket = buckets.get(key)
    return bucket ? Math.min(burst, bucket.tokens + (now() - bucket.at) / refillMs) : burst
  }

  function store(key: string, tokens: number): void {
    buckets.delete(key)
    if (tokens < burst) buckets.set(key, { tokens, at: now() })
    const [oldest] = buckets.keys()
    if (buckets.size > capacity && oldest !== undefined) buckets.delete(oldest)
  }

  return {
    /** Milliseconds to wait; 0 when the attempt is allowed, which it then counts `cost` times, but never more than a burst. */
    take(key: string, cost = 1): number {
      const due = Math.min(cost, burst)
      const tokens = level(key)
      if (tokens < due) return Math.ceil((due - tokens) * refillMs)
      store(key, tokens - due)
      return 0
    },
    /** Gives an attempt back that turned out to be harmless. */
    giveBack(key: string): void {
      store(key, level(key) + 1)
    },
  }
}
