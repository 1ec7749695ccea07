import type { NextRequest } from 'next/server'
import { followMailedLink } from '@/lib/auth/follow-mailed-link'

/** The local Supabase's mails point at its verify endpoint, but under the address of the app. */
export async function GET(request: NextRequest): Promise<never> {
  const query = request.nextUrl.searchParams
  return followMailedLink({ tokenHash: query.get('token'), type: query.get('type'), code: null, next: null })
}
