'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { throwAuthFailure } from '@/lib/auth/auth-failure'
import { newPasswordField } from '@/lib/auth/credentials'
import { formAction } from '@/lib/forms/form-action'
import { log } from '@/lib/log'
import { authSupabase } from '@/lib/supabase/auth'

const input = z
  .object({ password: newPasswordField, passwordAgain: z.string() })
  .refine(({ password, passwordAgain }) => password === passwordAgain, {
    path: ['passwordAgain'],
    message: 'The two differ.',
  })

export const setPassword = formAction(input, async ({ password }) => {
  const supabase = await authSupabase()
  const { error } = await supabase.auth.updateUser({ password })
  if (error) throwAuthFailure(error)
  // Whoever knew the old password is out as soon as their token expires, within the hour.
  const signedOut = await supabase.auth.signOut({ scope: 'others' })
  if (signedOut.error) log.error({ err: signedOut.error }, 'the other sessions of a changed password go on')
  redirect('/chat')
})
