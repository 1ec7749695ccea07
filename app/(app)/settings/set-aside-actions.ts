'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { requireUser } from '@/lib/auth/require-user'
import { formAction } from '@/lib/forms/form-action'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'
import { requireChange } from '@/lib/teams/require-change'

const dismissal = z.object({
  teamId: z.uuid(),
  /** Of the newest one on the page: what was set aside since has not been seen. */
  until: z.iso.datetime(),
  /** Left out: all. */
  id: z.uuid().optional(),
})

export const dismissSetAside = formAction(dismissal, async ({ teamId, until, id }) => {
  await requireUser()
  const supabase = await createServerSupabase()
  const seen = supabase.from('set_aside_events').delete().eq('team_id', teamId).lte('set_aside_at', until)
  requireChange(dataOf(await (id ? seen.eq('id', id) : seen).select('id')))
  refresh()
  return { success: 'Dismissed.' }
})
