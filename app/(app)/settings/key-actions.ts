'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { forgetApiKey } from '@/lib/api/api-key'
import { requireUser } from '@/lib/auth/require-user'
import { formAction } from '@/lib/forms/form-action'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

const made = z.object({ key: z.string() })
const named = z.object({
  teamId: z.uuid(),
  name: z.string().trim().min(1, 'Say what the key is for.').max(100, 'Use at most 100 characters.'),
})

/** The result is the key, which cannot be read again. */
export const createApiKey = formAction(named, async ({ teamId, name }) => {
  await requireUser()
  const supabase = await createServerSupabase()
  const answer = await supabase.rpc('create_api_key', { p_team_id: teamId, p_name: name })
  const { key } = made.parse(dataOf(answer))
  refresh()
  return { success: 'Copy the key now: it is not shown again.', result: key }
})

export const revokeApiKey = formAction(
  z.object({ teamId: z.uuid(), keyId: z.uuid() }),
  async ({ teamId, keyId }) => {
    await requireUser()
    const supabase = await createServerSupabase()
    dataOf(await supabase.rpc('revoke_api_key', { p_team_id: teamId, p_key_id: keyId }))
    forgetApiKey(keyId)
    refresh()
    return { success: 'Revoked.' }
  },
)
