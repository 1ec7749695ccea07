import { getUser } from '@/lib/auth/session'
import { supabaseAs } from '@/lib/supabase/as-user'

/** The data API as the signed-in user of this request, or as nobody; row-level security decides. */
export async function createServerSupabase() {
  const user = await getUser()
  return supabaseAs(user?.accessToken ?? null)
}
