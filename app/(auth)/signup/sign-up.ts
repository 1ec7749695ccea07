'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { countAttempt } from '@/lib/auth/attempts'
import { throwAuthFailure } from '@/lib/auth/auth-failure'
import { clearCodeVerifiers } from '@/lib/auth/clear-session'
import { emailField, newPasswordField, nextField } from '@/lib/auth/credentials'
import { requestOrigin } from '@/lib/auth/request-origin'
import { safeNext } from '@/lib/auth/safe-next'
import { formAction } from '@/lib/forms/form-action'
import { FormFailure } from '@/lib/forms/form-state'
import { authSupabase } from '@/lib/supabase/auth'

const input = z.object({
  name: z.string().trim().min(1, 'Enter your name.').max(100, 'Use at most 100 characters.'),
  email: emailField,
  password: newPasswordField,
  timeZone: z.string().max(100).optional(),
  next: nextField,
})

export const signUp = formAction(input, async ({ name, email, password, timeZone, next }) => {
  const tooMany = await countAttempt('sign-up', email)
  if (tooMany) throw new FormFailure(tooMany)
  const supabase = await authSupabase()
  const target = safeNext(next)
  const { data, error } = await supabase.auth.signUp({
    email,
    password,
    options: {
      data: { display_name: name, ...(timeZone && { time_zone: timeZone }) },
      emailRedirectTo: `${await requestOrigin()}/auth/confirm?next=${encodeURIComponent(target)}`,
    },
  })
  if (error) throwAuthFailure(error)
  if (data.session) {
    await clearCodeVerifiers()
    redirect(target)
  }
  return { success: `Almost there: open the link in the mail we sent to ${email}.` }
})
