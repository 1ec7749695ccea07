import { Problem } from '@/lib/api/problem'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses a state-changing request that a page of another origin made (CSRF); programs send neither header. */
export function requireSameOrigin(request: Request): void {
  if (SAFE_METHODS.has(request.method)) return
  const site = request.headers.get('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return
  const origin = request.headers.get('origin')
  if (site === null && origin === null) return
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  const isSameHost = origin !== null && URL.canParse(origin) && new URL(origin).host === host
  if (site === 'cross-site' || !isSameHost) {
    throw new Problem(403, 'Requests from other origins are refused.', { code: 'cross_origin' })
  }
}
