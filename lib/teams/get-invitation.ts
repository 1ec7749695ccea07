import { z } from 'zod'
import { DatabaseError, dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

const invitation = z.object({
  team_name: z.string(),
  role: z.enum(['lead', 'member']),
  invited_by: z.string().nullable(),
  expires_at: z.string(),
})
export type Invitation = z.infer<typeof invitation>

/** What the holder of the link may know; null when it was used, has expired or never was. */
export async function getInvitation(token: string): Promise<Invitation | null> {
  const supabase = await createServerSupabase()
  try {
    return invitation.parse(dataOf(await supabase.rpc('read_invitation', { p_token: token })))
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'PT404') return null
    throw error
  }
}
