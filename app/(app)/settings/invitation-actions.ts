'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { requestOrigin } from '@/lib/auth/request-origin'
import { requireUser } from '@/lib/auth/require-user'
import { formAction } from '@/lib/forms/form-action'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'
import { requireChange } from '@/lib/teams/require-change'

const created = z.object({ token: z.string() })
const invitee = z.object({ teamId: z.uuid(), role: z.enum(['lead', 'member']) })

/** The result is the link, which cannot be read again. */
export const createInvitation = formAction(invitee, async ({ teamId, role }) => {
  await requireUser()
  const supabase = await createServerSupabase()
  const answer = await supabase.rpc('create_invitation', { p_team_id: teamId, p_role: role })
  const { token } = created.parse(dataOf(answer))
  refresh()
  return {
    success: 'Copy the link now: it is not shown again.',
    result: `${await requestOrigin()}/invite/${token}`,
  }
})

export const revokeInvitation = formAction(
  z.object({ teamId: z.uuid(), invitationId: z.uuid() }),
  async ({ teamId, invitationId }) => {
    await requireUser()
    const supabase = await createServerSupabase()
    const removed = await supabase
      .from('invitations')
      .delete()
      .eq('team_id', teamId)
      .eq('id', invitationId)
      .select('id')
    requireChange(dataOf(removed))
    refresh()
    return { success: 'Revoked.' }
  },
)
