import { type NextRequest, NextResponse } from 'next/server'
import { v7 } from 'uuid'
import { Problem, problemResponse } from '@/lib/api/problem'
import { renewRequestSession } from '@/lib/auth/renew-request-session'
import { readSessionCookie } from '@/lib/auth/session-cookie'
import { verifyToken } from '@/lib/auth/verify-token'
import { contentSecurityPolicy, SECURITY_HEADERS } from '@/lib/security-headers'

const PUBLIC_PAGE = /^\/(login|signup|reset|invite|auth)(\/|$)/

/** Renews the session, sends visitors without one to the sign-in page, and sets the security headers. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl
  if (!isDecodable(pathname)) {
    const refusal = problemResponse(new Problem(400, 'The address is malformed.'), v7(), pathname)
    return new NextResponse(refusal.body, refusal)
  }
  const applySession = await renewRequestSession(request)
  const response = (await needsSignIn(request)) ? toSignIn(request) : withPolicy(request)
  applySession(response)
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value)
  return response
}

/** Next would answer 500 to a `%` that no two hexadecimal digits of a character follow. */
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

/** Only pages are redirected: routes and server actions answer for themselves. */
async function needsSignIn(request: NextRequest): Promise<boolean> {
  const { pathname } = request.nextUrl
  if (pathname.startsWith('/api/') || PUBLIC_PAGE.test(pathname)) return false
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const session = await readSessionCookie((name) => request.cookies.get(name)?.value)
  if (!session) return true
  try {
    return (await verifyToken(session.access_token)) === null
  } catch {
    // The keys cannot be had just now; the page finds out and says so.
    return false
  }
}

function toSignIn(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const address = request.nextUrl.clone()
  address.pathname = '/login'
  address.search = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`
  return NextResponse.redirect(address, 307)
}

function withPolicy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

export const config = {
  matcher: [
    '/((?!_next/static|_next/image|api/health|api/openapi\\.json|api/track|api/otlp|v1/traces|.*\\.(?:ico|png|svg|webp|txt|xml|webmanifest|woff2)$).*)',
  ],
}
