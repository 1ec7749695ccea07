import type { NextRequest } from 'next/server'
import { followMailedLink } from '@/lib/auth/follow-mailed-link'

/** Where the links of our own mail templates lead, and those of a hosted project by way of its own server. */
export async function GET(request: NextRequest): Promise<never> {
  const query = request.nextUrl.searchParams
  return followMailedLink({
    tokenHash: query.get('token_hash'),
    type: query.get('type'),
    code: query.get('code'),
    next: query.get('next'),
  })
}
