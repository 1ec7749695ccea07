import { headers } from 'next/headers'

/** The address under which the visitor sees this app; the auth server only mails links to allowed ones. */
export async function requestOrigin(): Promise<string> {
  const head = await headers()
  const host = head.get('x-forwarded-host') ?? head.get('host') ?? 'localhost'
  return `${head.get('x-forwarded-proto') ?? 'http'}://${host}`
}
