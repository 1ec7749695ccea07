import { Problem } from '@/lib/api/problem'
import { route } from '@/lib/api/route'
import { supabaseAs } from '@/lib/supabase/as-user'
import { countSetAside } from '@/lib/tracking/set-aside'
import { tracker } from '@/lib/tracking/tracker'

/**
 * 200 while the database answers; nobody's token, so the right answer to the question is "no such invitation".
 * `setAside` counts the events that can never be stored and that nobody has dismissed.
 */
export const GET = route({ access: 'public' }, async () => {
  const { error } = await supabaseAs(null, 3_000).rpc('read_invitation', { p_token: '' })
  if (error && error.code !== 'PT404')
    throw new Problem(503, 'The database cannot be reached.', { cause: error })
  return { status: 'ok', setAside: tracker().counts().setAside + (await countSetAside()) }
})
