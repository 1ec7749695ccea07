'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { countAttempt, forgiveAttempt } from '@/lib/auth/attempts'
import { throwAuthFailure } from '@/lib/auth/auth-failure'
import { emailField, nextField } from '@/lib/auth/credentials'
import { safeNext } from '@/lib/auth/safe-next'
import { verifyToken } from '@/lib/auth/verify-token'
import { formAction } from '@/lib/forms/form-action'
import { FormFailure } from '@/lib/forms/form-state'
import { authSupabase } from '@/lib/supabase/auth'

const input = z.object({
  email: emailField,
  password: z.string().min(1, 'Enter your password.'),
  next: nextField,
})

export const signIn = formAction(input, async ({ email, password, next }) => {
  const tooMany = await countAttempt('sign-in', email)
  if (tooMany) throw new FormFailure(tooMany)
  const supabase = await authSupabase()
  const { data, error } = await supabase.auth.signInWithPassword({ email, password })
  if (error) throwAuthFailure(error)
  if (!(await verifyToken(data.session.access_token))) {
    throw new Error('The project’s tokens cannot be verified: set SUPABASE_JWT_SECRET to its JWT secret.')
  }
  await forgiveAttempt('sign-in', email)
  redirect(safeNext(next))
})
