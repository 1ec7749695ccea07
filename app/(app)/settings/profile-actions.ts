'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { requireUser } from '@/lib/auth/require-user'
import { formAction } from '@/lib/forms/form-action'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'
import { requireChange } from '@/lib/teams/require-change'

const input = z.object({
  displayName: z.string().trim().min(1, 'Enter a name.').max(100, 'Use at most 100 characters.'),
})

export const renameProfile = formAction(input, async ({ displayName }) => {
  const user = await requireUser()
  const supabase = await createServerSupabase()
  const changed = await supabase
    .from('profiles')
    .update({ display_name: displayName })
    .eq('user_id', user.id)
    .select('user_id')
  requireChange(dataOf(changed))
  refresh()
  return { success: 'Saved.' }
})
