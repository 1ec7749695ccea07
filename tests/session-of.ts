import { createChunks, stringToBase64URL } from '@supabase/ssr'
import { createClient } from '@supabase/supabase-js'
import { type CookieSession, SESSION_COOKIE } from '@/lib/auth/session-cookie'

type Project = { url: string; publishableKey: string }

/** Signs a new person up, or in when they exist; the cookie is what a browser would send to the app. */
export async function sessionOf({ url, publishableKey }: Project, email: string, password: string) {
  const client = createClient(url, publishableKey, { auth: { persistSession: false } })
  const signedIn = await client.auth.signInWithPassword({ email, password })
  const { data, error } = signedIn.error ? await client.auth.signUp({ email, password }) : signedIn
  if (error || !data.session) throw error ?? new Error('no session')
  const cookie = cookieOf(data.session)
  return { client, cookie, userId: data.session.user.id }
}

/** What a browser sends that has this session. */
export function cookieOf(session: Pick<CookieSession, 'access_token' | 'refresh_token'>): string {
  const value = `base64-${stringToBase64URL(JSON.stringify(session))}`
  return createChunks(SESSION_COOKIE, value)
    .map((chunk) => `${chunk.name}=${chunk.value}`)
    .join('; ')
}
