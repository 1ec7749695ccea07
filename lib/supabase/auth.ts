import { createServerClient } from '@supabase/ssr'
import { cookies, headers } from 'next/headers'
import { sessionCookieOptions } from '@/lib/auth/session-cookie'
import { env } from '@/lib/env'
import { timedFetch } from '@/lib/supabase/timed-fetch'

/** The auth API with this request's session cookie; only for server actions and routes, which may write cookies. */
export async function authSupabase() {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env()
  const [jar, head] = await Promise.all([cookies(), headers()])
  return createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: sessionCookieOptions(head.get('x-forwarded-proto') === 'https'),
    global: { fetch: timedFetch(8_000) },
    cookies: {
      getAll: () => jar.getAll(),
      setAll: (written) => {
        for (const { name, value, options } of written) jar.set(name, value, options)
      },
    },
  })
}
