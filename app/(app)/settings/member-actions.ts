'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireUser } from '@/lib/auth/require-user'
import { forgetMembership } from '@/lib/auth/team'
import { formAction } from '@/lib/forms/form-action'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'
import { requireChange } from '@/lib/teams/require-change'

const member = z.object({ teamId: z.uuid(), userId: z.uuid() })

export const changeRole = formAction(
  member.extend({ role: z.enum(['lead', 'member']) }),
  async ({ teamId, userId, role }) => {
    await requireUser()
    const supabase = await createServerSupabase()
    const changed = await supabase
      .from('team_members')
      .update({ role })
      .eq('team_id', teamId)
      .eq('user_id', userId)
      .select('user_id')
    requireChange(dataOf(changed))
    forgetMembership(userId)
    refresh()
    return { success: 'Saved.' }
  },
)

/** Removes somebody, or oneself: then it is called leaving. */
export const removeMember = formAction(member, async ({ teamId, userId }) => {
  const user = await requireUser()
  const supabase = await createServerSupabase()
  const removed = await supabase
    .from('team_members')
    .delete()
    .eq('team_id', teamId)
    .eq('user_id', userId)
    .select('user_id')
  requireChange(dataOf(removed))
  forgetMembership(userId)
  if (userId === user.id) redirect('/settings')
  refresh()
  return { success: 'Removed.' }
})
