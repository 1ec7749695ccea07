'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { clearSession } from '@/lib/auth/clear-session'
import { requireUser } from '@/lib/auth/require-user'
import { forgetMembership } from '@/lib/auth/team'
import { formAction } from '@/lib/forms/form-action'
import { FormFailure } from '@/lib/forms/form-state'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

export const deleteAccount = formAction(z.object({ email: z.string().trim() }), async ({ email }) => {
  const user = await requireUser()
  if (email.toLowerCase() !== user.email.toLowerCase()) {
    throw new FormFailure(`Type ${user.email} to confirm.`, 'email')
  }
  const supabase = await createServerSupabase()
  dataOf(await supabase.rpc('delete_my_account'))
  forgetMembership(user.id)
  await clearSession()
  redirect('/signup')
})
