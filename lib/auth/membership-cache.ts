type Entry<T> = { value: T; loadedAt: number; failedAt: number }

export type MembershipCacheOptions<T> = {
  load: (userId: string, accessToken: string) => Promise<T>
  now: () => number
  /** How long a value is served without asking again. */
  freshMs: number
  /** How old a value may be served while the database does not answer. */
  staleMs: number
  /** How long a reader waits for a renewal when there is an older value. */
  patienceMs: number
  /** How long after a failed renewal nobody waits for another. */
  pauseMs: number
  /** How many users are kept; the one loaded longest ago goes first. */
  capacity: number
  onRenewalFailed: (error: unknown) => void
}

/** Keeps what was loaded per user, so that neither a slow nor a dead database keeps a known user waiting. */
export function createMembershipCache<T>(options: MembershipCacheOptions<T>) {
  const { load, now, freshMs, staleMs, patienceMs, pauseMs, capacity, onRenewalFailed } = options
  const entries = new Map<string, Entry<T>>()
  const renewals = new Map<string, Promise<T>>()

  function renew(userId: string, accessToken: string): Promise<T> {
    const running = renewals.get(userId)
    if (running) return running
    const renewal = load(userId, accessToken)
      .then((value) => {
        // Forgotten while loading: what was loaded may be from before the change.
        if (renewals.get(userId) === renewal) keep(userId, value)
        return value
      })
      .finally(() => {
        if (renewals.get(userId) === renewal) renewals.delete(userId)
      })
    renewals.set(userId, renewal)
    return renewal
  }

  function keep(userId: string, value: T): void {
    entries.delete(userId)
    entries.set(userId, { value, loadedAt: now(), failedAt: Number.NEGATIVE_INFINITY })
    const [oldest] = entries.keys()
    if (entries.size > capacity && oldest !== undefined) entries.delete(oldest)
  }

  return {
    async get(userId: string, accessToken: string): Promise<T> {
      const known = entries.get(userId)
      const age = known ? now() - known.loadedAt : Number.POSITIVE_INFINITY
      if (known && (age < freshMs || (age < staleMs && now() - known.failedAt < pauseMs))) return known.value
      const renewal = renew(userId, accessToken)
      if (!known || age >= staleMs) return renewal
      const renewed = renewal.catch((error: unknown) => {
        known.failedAt = now()
        onRenewalFailed(error)
        return known.value
      })
      return Promise.race([renewed, after(patienceMs, known.value)])
    },
    forget(userId: string): void {
      entries.delete(userId)
      renewals.delete(userId)
    },
    /** Forgets everybody of whom `concerns` holds, and whatever is just being loaded. */
    forgetWhere(concerns: (value: T) => boolean): void {
      for (const [userId, { value }] of entries) if (concerns(value)) entries.delete(userId)
      renewals.clear()
    },
  }
}

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref())
}
