import { cookies } from 'next/headers'
import { cache } from 'react'
import { readSessionCookie } from '@/lib/auth/session-cookie'
import { verifyToken } from '@/lib/auth/verify-token'

export type User = { id: string; email: string; accessToken: string }

/** Who is signed in, from the session cookie alone; null when nobody is, or the token has expired. */
export const getUser = cache(async (): Promise<User | null> => {
  const jar = await cookies()
  const session = await readSessionCookie((name) => jar.get(name)?.value)
  if (!session) return null
  const claims = await verifyToken(session.access_token)
  return claims && { id: claims.sub, email: claims.email, accessToken: session.access_token }
})
