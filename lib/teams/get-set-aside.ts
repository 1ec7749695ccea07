import { z } from 'zod'
import { DatabaseError } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

const SHOWN = 50
const events = z.array(
  z
    .object({
      id: z.uuid(),
      kind: z.string(),
      reason: z.string(),
      set_aside_at: z.coerce.date(),
    })
    .transform(({ set_aside_at, ...event }) => ({ ...event, setAsideAt: set_aside_at })),
)
export type SetAside = { count: number; newest: z.output<typeof events> }

/** What of the team could not be stored; only leads see any. */
export async function getSetAside(teamId: string): Promise<SetAside> {
  const supabase = await createServerSupabase()
  const { data, count, error, status } = await supabase
    .from('set_aside_events')
    .select('id, kind, reason, set_aside_at', { count: 'exact' })
    .eq('team_id', teamId)
    .order('set_aside_at', { ascending: false })
    .limit(SHOWN)
  if (error) throw new DatabaseError(error, status)
  const newest = events.parse(data)
  return { count: count ?? newest.length, newest }
}
