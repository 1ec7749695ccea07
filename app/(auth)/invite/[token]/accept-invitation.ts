'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { chooseTeam } from '@/lib/auth/choose-team'
import { getUser } from '@/lib/auth/session'
import { forgetMembership } from '@/lib/auth/team'
import { formAction } from '@/lib/forms/form-action'
import { FormFailure } from '@/lib/forms/form-state'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

const joined = z.object({ team_id: z.uuid() })

export const acceptInvitation = formAction(z.object({ token: z.string() }), async ({ token }) => {
  const user = await getUser()
  if (!user) throw new FormFailure('Your session has ended. Reload the page and sign in again.')
  const supabase = await createServerSupabase()
  const { team_id } = joined.parse(dataOf(await supabase.rpc('accept_invitation', { p_token: token })))
  forgetMembership(user.id)
  await chooseTeam(team_id)
  redirect('/chat')
})
