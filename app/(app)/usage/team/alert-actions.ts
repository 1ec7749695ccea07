'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { dismissAlerts } from '@/lib/analytics/alerts'
import { requireUser } from '@/lib/auth/require-user'
import { formAction } from '@/lib/forms/form-action'
import { createServerSupabase } from '@/lib/supabase/server'

const dismissal = z.object({
  teamId: z.uuid(),
  /** Those that were on the page. */
  ids: z
    .string()
    .transform((ids) => ids.split(','))
    .pipe(z.array(z.uuid())),
})

export const dismissTeamAlerts = formAction(dismissal, async ({ teamId, ids }) => {
  await requireUser()
  await dismissAlerts(await createServerSupabase(), teamId, ids)
  refresh()
  return { success: 'Dismissed.' }
})
