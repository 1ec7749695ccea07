import { z } from 'zod'
import type { User } from '@/lib/auth/session'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

const profile = z.object({ display_name: z.string() })

/** The name the user goes by; null when the account was deleted while its session still runs. */
export async function getDisplayName(user: User): Promise<string | null> {
  const supabase = await createServerSupabase()
  const row = dataOf(
    await supabase.from('profiles').select('display_name').eq('user_id', user.id).maybeSingle(),
  )
  return row && profile.parse(row).display_name
}
