'use server'

import { redirect } from 'next/navigation'
import { clearSession } from '@/lib/auth/clear-session'
import { log } from '@/lib/log'
import { authSupabase } from '@/lib/supabase/auth'

/** Ends this session, and only this one. */
export async function signOut(): Promise<void> {
  const supabase = await authSupabase()
  const { error } = await supabase.auth.signOut({ scope: 'local' })
  if (error) log.warn({ err: error }, 'the auth server was not told of a sign-out')
  await clearSession()
  redirect('/login')
}
