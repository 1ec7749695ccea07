export type WrittenCookie = { name: string; value: string; options: object }

/** The cookies of the new session and headers that keep caches from storing them; or the auth server's no. */
export type Renewal = { cookies: WrittenCookie[]; headers: Record<string, string> } | 'refused'

type Options = {
  /** Exchanges the refresh token; rejects when the auth server could not be asked. */
  exchange: (refreshToken: string) => Promise<Renewal>
  now: () => number
  /** How long a renewal is kept for requests that still come with the old cookie. */
  keepMs: number
}

/**
 * Exchanges each refresh token once, however many requests carry it: a second exchange can end the session.
 * A renewal that came too late for its own request is there for the next one.
 */
export function createSessionRefresher({ exchange, now, keepMs }: Options) {
  const exchanges = new Map<string, { renewal: Promise<Renewal>; startedAt: number }>()

  function start(refreshToken: string): Promise<Renewal> {
    for (const [token, { startedAt }] of exchanges) {
      if (now() - startedAt > keepMs) exchanges.delete(token)
    }
    const running = exchanges.get(refreshToken)
    if (running) return running.renewal
    const renewal = exchange(refreshToken)
    exchanges.set(refreshToken, { renewal, startedAt: now() })
    // Not answered is not refused: the next request tries again.
    renewal.catch(() => exchanges.delete(refreshToken))
    return renewal
  }

  /** Null when the auth server has not answered within `patienceMs`. */
  return async (refreshToken: string, patienceMs: number): Promise<Renewal | null> => {
    const limit = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null).unref())
    return Promise.race([start(refreshToken).catch(() => null), limit])
  }
}
