import { z } from 'zod'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

const invitations = z.array(
  z
    .object({ id: z.uuid(), role: z.enum(['lead', 'member']), expires_at: z.coerce.date() })
    .transform(({ id, role, expires_at }) => ({ id, role, expiresAt: expires_at })),
)
export type OpenInvitation = z.output<typeof invitations>[number]

/** Invitations of the team that can still be accepted; only leads see any. */
export async function getOpenInvitations(teamId: string): Promise<OpenInvitation[]> {
  const supabase = await createServerSupabase()
  return invitations.parse(
    dataOf(
      await supabase
        .from('invitations')
        .select('id, role, expires_at')
        .eq('team_id', teamId)
        .is('accepted_at', null)
        .gt('expires_at', new Date().toISOString())
        .order('created_at'),
    ),
  )
}
