import { createServerClient } from '@supabase/ssr'
import { isAuthRetryableFetchError } from '@supabase/supabase-js'
import { sessionCookieOptions } from '@/lib/auth/session-cookie'
import type { Renewal, WrittenCookie } from '@/lib/auth/session-refresher'
import { env } from '@/lib/env'
import { timedFetch } from '@/lib/supabase/timed-fetch'

/** Rejects when the auth server could not be asked, or has been asked too often. */
export async function exchangeRefreshToken(refreshToken: string): Promise<Renewal> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env()
  const cookies: WrittenCookie[] = []
  const headers: Record<string, string> = {}
  const client = createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: sessionCookieOptions(false),
    global: { fetch: timedFetch(8_000) },
    cookies: {
      // Shown the expiring session, the client would renew it on its own first: two exchanges of one token.
      getAll: () => [],
      setAll: (written, cacheHeaders) => {
        cookies.push(...written)
        Object.assign(headers, cacheHeaders)
      },
    },
  })
  const { error } = await client.auth.refreshSession({ refresh_token: refreshToken })
  if (!error) return { cookies, headers }
  // All visitors' renewals come from this server's one address, which a hosted project limits: no reason to sign out.
  if (isAuthRetryableFetchError(error) || error.status === 429) throw error
  return 'refused'
}
