import { cookies } from 'next/headers'
import { SESSION_COOKIE } from '@/lib/auth/session-cookie'

/** Forgets the session in this browser, whether or not the auth server could be told. */
export async function clearSession(): Promise<void> {
  await clearCookies((name) => name.startsWith(SESSION_COOKIE))
}

/** Forgets the secrets of mails that no longer matter, which would stay for a year. */
export async function clearCodeVerifiers(): Promise<void> {
  await clearCookies((name) => name.startsWith(SESSION_COOKIE) && name.endsWith('-code-verifier'))
}

async function clearCookies(isMeant: (name: string) => boolean): Promise<void> {
  const jar = await cookies()
  for (const { name } of jar.getAll()) if (isMeant(name)) jar.delete(name)
}
