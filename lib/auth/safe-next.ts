import type { Route } from 'next'

/** Where to go after signing in: a path of this app, never another site; /chat for anything else. */
export function safeNext(next: unknown): Route {
  // Browsers read a backslash as a slash and skip control characters, so both could make //evil.example.
  const isOwnPath = typeof next === 'string' && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)
  return isOwnPath ? pathOf(next) : '/chat'
}

/** The path comes from outside and has only been checked to stay on this origin: a wrong one is a 404. */
function pathOf(path: string): Route {
  return path as Route
}
