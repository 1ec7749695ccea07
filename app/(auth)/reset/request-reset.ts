'use server'

import { z } from 'zod'
import { countAttempt } from '@/lib/auth/attempts'
import { throwAuthFailure } from '@/lib/auth/auth-failure'
import { emailField } from '@/lib/auth/credentials'
import { requestOrigin } from '@/lib/auth/request-origin'
import { formAction } from '@/lib/forms/form-action'
import { FormFailure } from '@/lib/forms/form-state'
import { authSupabase } from '@/lib/supabase/auth'

export const requestReset = formAction(z.object({ email: emailField }), async ({ email }) => {
  const tooMany = await countAttempt('reset', email)
  if (tooMany) throw new FormFailure(tooMany)
  const supabase = await authSupabase()
  const { error } = await supabase.auth.resetPasswordForEmail(email, {
    redirectTo: `${await requestOrigin()}/auth/confirm?next=/reset/confirm`,
  })
  if (error) throwAuthFailure(error)
  // The same words for a stranger's address: nobody learns who has an account.
  return { success: `If there is an account for ${email}, a mail with a link is on its way to it.` }
})
