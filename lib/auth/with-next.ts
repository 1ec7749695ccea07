import type { Route } from 'next'

/** `path?next=…`, or the path alone for the default destination. */
export function withNext<P extends '/login' | '/signup'>(path: P, next: Route): `${P}?next=${string}` | P {
  return next === '/chat' ? path : `${path}?next=${encodeURIComponent(next)}`
}
