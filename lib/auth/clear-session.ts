import { cookies } from 'next/headers'
import { isSessionCookie } from '@/lib/auth/session-cookie'

/** Forgets the session in this browser, whether or not the auth server could be told. */
export async function clearSession(): Promise<void> {
  const jar = await cookies()
  for (const { name } of jar.getAll()) if (isSessionCookie(name)) jar.delete(name)
}
