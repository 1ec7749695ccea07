import { redirect } from 'next/navigation'
import { z } from 'zod'
import { clearCodeVerifiers } from '@/lib/auth/clear-session'
import { safeNext } from '@/lib/auth/safe-next'
import { log } from '@/lib/log'
import { authSupabase } from '@/lib/supabase/auth'

const types = z.enum(['signup', 'invite', 'magiclink', 'recovery', 'email_change', 'email'])

/** `code` comes from a hosted project whose own server the visitor passed first, `tokenHash` and `type` without it. */
export type MailedLink = {
  tokenHash: string | null
  type: string | null
  code: string | null
  next: string | null
}

/** Signs the visitor in by the link and sends them on; a link that no longer holds leads to asking for another. */
export async function followMailedLink(link: MailedLink): Promise<never> {
  const failure = await signInBy(link)
  if (failure) {
    log.info({ failure }, 'a mailed link was refused')
    redirect('/reset?link=expired')
  }
  await clearCodeVerifiers()
  redirect(safeNext(link.next ?? (link.type === 'recovery' ? '/reset/confirm' : null)))
}

async function signInBy({ tokenHash, type, code }: MailedLink): Promise<string | null> {
  const supabase = await authSupabase()
  if (code) return (await supabase.auth.exchangeCodeForSession(code)).error?.message ?? null
  const known = types.safeParse(type)
  if (!tokenHash || !known.success) return 'incomplete link'
  const { error } = await supabase.auth.verifyOtp({ token_hash: tokenHash, type: known.data })
  return error?.message ?? null
}
