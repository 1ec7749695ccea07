import type { NextRequest, NextResponse } from 'next/server'
import { exchangeRefreshToken } from '@/lib/auth/exchange-refresh-token'
import { isSessionCookie, readSessionCookie } from '@/lib/auth/session-cookie'
import { createSessionRefresher, type WrittenCookie } from '@/lib/auth/session-refresher'

const MINUTE_MS = 60_000
/** Early enough that a short outage of the auth server is over before the token is. */
const RENEW_BEFORE_EXPIRY_MS = 10 * MINUTE_MS
const PATIENCE_MS = { valid: 300, expired: 3_000 }

const refresh = createSessionRefresher({
  exchange: exchangeRefreshToken,
  now: Date.now,
  keepMs: 10 * MINUTE_MS,
})

type Apply = (response: NextResponse) => void
const nothing: Apply = () => {}

/**
 * Renews a session that is about to expire: on the request at once, so that this page already sees it, and on the
 * response by the function returned. An auth server that does not answer delays a page by 3 s at most.
 */
export async function renewRequestSession(request: NextRequest): Promise<Apply> {
  const session = await readSessionCookie((name) => request.cookies.get(name)?.value)
  if (!session) return nothing
  const remainingMs = session.expires_at * 1000 - Date.now()
  if (remainingMs > RENEW_BEFORE_EXPIRY_MS) return nothing
  const isValid = remainingMs > 0
  const renewal = await refresh(session.refresh_token, isValid ? PATIENCE_MS.valid : PATIENCE_MS.expired)
  if (renewal === null || (renewal === 'refused' && isValid)) return nothing
  if (renewal === 'refused') return replaceSession(request, [], {})
  return replaceSession(request, renewal.cookies, renewal.headers)
}

function replaceSession(
  request: NextRequest,
  written: WrittenCookie[],
  headers: Record<string, string>,
): Apply {
  const secure = request.nextUrl.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https'
  const kept = new Set(written.filter(({ value }) => value !== '').map(({ name }) => name))
  // A chunk left over from a longer session would be read as part of the new one.
  const leftover = request.cookies.getAll().filter(({ name }) => isSessionCookie(name) && !kept.has(name))
  for (const { name } of leftover) request.cookies.delete(name)
  for (const { name, value } of written) request.cookies.set(name, value)
  return (response) => {
    for (const { name } of leftover) response.cookies.delete(name)
    for (const { name, value, options } of written) response.cookies.set(name, value, { ...options, secure })
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  }
}
