import 'server-only'
import { createClient } from '@supabase/supabase-js'
import type { Database } from '@/lib/database.types'
import { env } from '@/lib/env'
import { timedFetch } from '@/lib/supabase/timed-fetch'

/** The data API past row-level security: for tracking, ingestion, maintenance, the evidence reader and exports only. */
export function adminSupabase(limitMs = 8_000) {
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = env()
  return createClient<Database>(SUPABASE_URL, SUPABASE_SECRET_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    db: { retry: false },
    global: { fetch: timedFetch(limitMs) },
  })
}
