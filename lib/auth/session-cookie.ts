import { combineChunks, stringFromBase64URL } from '@supabase/ssr'
import { z } from 'zod'

/** One name wherever the project lives; by default it would change with the project's host name. */
export const SESSION_COOKIE = 'augury-session'

const ENCODED = 'base64-'
const session = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_at: z.number(),
})
/** `expires_at` in seconds since 1970. Nothing in it is verified. */
export type CookieSession = z.infer<typeof session>

/** Reads what `@supabase/ssr` wrote, whole or in chunks; null when there is none or it is damaged. */
export async function readSessionCookie(
  read: (name: string) => string | undefined,
): Promise<CookieSession | null> {
  const value = await combineChunks(SESSION_COOKIE, (name) => read(name) ?? null)
  if (!value?.startsWith(ENCODED)) return null
  try {
    return session.safeParse(JSON.parse(stringFromBase64URL(value.slice(ENCODED.length)))).data ?? null
  } catch {
    // A damaged cookie is no session; the person signs in again.
    return null
  }
}

export function isSessionCookie(name: string): boolean {
  return name === SESSION_COOKIE || /^augury-session\.\d+$/.test(name)
}

/** No script ever needs the session; over https the cookie never leaves it. */
export function sessionCookieOptions(isHttps: boolean) {
  return { name: SESSION_COOKIE, httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps } as const
}
