import { createClient } from '@supabase/supabase-js'
import type { Database } from '@/lib/database.types'
import { env } from '@/lib/env'
import { timedFetch } from '@/lib/supabase/timed-fetch'

/**
 * The data API as the owner of the token, or as nobody without one. Unlike a client that reads the session
 * cookie by itself it never refreshes a token, which outside proxy.ts would lose the new one.
 */
export function supabaseAs(accessToken: string | null, limitMs = 8_000) {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env()
  return createClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    accessToken: async () => accessToken,
    db: { retry: false },
    global: { fetch: timedFetch(limitMs) },
  })
}
