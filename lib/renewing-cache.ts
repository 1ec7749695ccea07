type Entry<T> = { value: T; loadedAt: number; failedAt: number }

export type RenewingCacheOptions<T, C> = {
  /** `context` is what the reader who caused the loading brought along. */
  load: (key: string, context: C) => Promise<T>
  now: () => number
  /** How long a value is served without asking again. */
  freshMs: number
  /** How old a value may be served while the database does not answer. */
  staleMs: number
  /** How long a reader waits for a renewal when there is an older value. */
  patienceMs: number
  /** How long after a failed renewal nobody waits for another. */
  pauseMs: number
  /** How many keys are kept; the one loaded longest ago goes first. */
  capacity: number
  onRenewalFailed: (error: unknown) => void
}

/** Keeps what was loaded per key, so that neither a slow nor a dead database keeps the reader of a known one waiting. */
export function createRenewingCache<T, C>(options: RenewingCacheOptions<T, C>) {
  const { load, now, freshMs, staleMs, patienceMs, pauseMs, capacity, onRenewalFailed } = options
  const entries = new Map<string, Entry<T>>()
  const renewals = new Map<string, Promise<T>>()

  function renew(key: string, context: C): Promise<T> {
    const running = renewals.get(key)
    if (running) return running
    const renewal = load(key, context)
      .then((value) => {
        // Forgotten while loading: what was loaded may be from before the change.
        if (renewals.get(key) === renewal) keep(key, value)
        return value
      })
      .finally(() => {
        if (renewals.get(key) === renewal) renewals.delete(key)
      })
    renewals.set(key, renewal)
    return renewal
  }

  function keep(key: string, value: T): void {
    entries.delete(key)
    entries.set(key, { value, loadedAt: now(), failedAt: Number.NEGATIVE_INFINITY })
    const [oldest] = entries.keys()
    if (entries.size > capacity && oldest !== undefined) entries.delete(oldest)
  }

  return {
    async get(key: string, context: C): Promise<T> {
      const known = entries.get(key)
      const age = known ? now() - known.loadedAt : Number.POSITIVE_INFINITY
      if (known && (age < freshMs || (age < staleMs && now() - known.failedAt < pauseMs))) return known.value
      const renewal = renew(key, context)
      if (!known || age >= staleMs) return renewal
      const renewed = renewal.catch((error: unknown) => {
        known.failedAt = now()
        onRenewalFailed(error)
        return known.value
      })
      return Promise.race([renewed, after(patienceMs, known.value)])
    },
    /** Whether something was loaded for the key, however long ago. */
    has(key: string): boolean {
      return entries.has(key)
    },
    forget(key: string): void {
      entries.delete(key)
      renewals.delete(key)
    },
    /** Forgets every key of whose value `concerns` holds, and whatever is just being loaded. */
    forgetWhere(concerns: (value: T) => boolean): void {
      for (const [key, { value }] of entries) if (concerns(value)) entries.delete(key)
      renewals.clear()
    },
  }
}

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref())
}
