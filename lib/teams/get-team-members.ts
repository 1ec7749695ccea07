import { z } from 'zod'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

const members = z.array(
  z
    .object({
      user_id: z.uuid(),
      role: z.enum(['lead', 'member']),
      profiles: z.object({ email: z.string(), display_name: z.string() }),
    })
    .transform(({ user_id, role, profiles }) => ({
      userId: user_id,
      role,
      email: profiles.email,
      displayName: profiles.display_name,
    })),
)
export type TeamMember = z.output<typeof members>[number]

/** Everybody in the team, the one who joined first coming first. */
export async function getTeamMembers(teamId: string): Promise<TeamMember[]> {
  const supabase = await createServerSupabase()
  return members.parse(
    dataOf(
      await supabase
        .from('team_members')
        .select('user_id, role, profiles(email, display_name)')
        .eq('team_id', teamId)
        .order('joined_at')
        .order('user_id'),
    ),
  )
}
