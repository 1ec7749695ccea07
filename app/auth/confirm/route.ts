import { redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { safeNext } from '@/lib/auth/safe-next'
import { log } from '@/lib/log'
import { authSupabase } from '@/lib/supabase/auth'

const types = z.enum(['signup', 'invite', 'magiclink', 'recovery', 'email_change', 'email'])

/**
 * Where the links of mails lead: with `token_hash` and `type` from our own templates, with `code` when a hosted
 * project's default template sent the visitor through its own server first.
 */
export async function GET(request: NextRequest): Promise<never> {
  const query = request.nextUrl.searchParams
  const failure = await confirm(query.get('token_hash'), query.get('type'), query.get('code'))
  if (!failure) redirect(safeNext(query.get('next')))
  log.info({ failure }, 'a mailed link was refused')
  redirect('/reset?link=expired')
}

/** What is wrong with the link, or null when the visitor is signed in by it. */
async function confirm(tokenHash: string | null, type: string | null, code: string | null) {
  const supabase = await authSupabase()
  if (code) return (await supabase.auth.exchangeCodeForSession(code)).error?.message ?? null
  const known = types.safeParse(type)
  if (!tokenHash || !known.success) return 'incomplete link'
  const { error } = await supabase.auth.verifyOtp({ token_hash: tokenHash, type: known.data })
  return error?.message ?? null
}
