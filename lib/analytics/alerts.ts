import 'server-only'
import { z } from 'zod'
import { ALERT_KINDS, type Alerts } from '@/lib/analytics/alerts-answer'
import type { supabaseAs } from '@/lib/supabase/as-user'
import { DatabaseError, dataOf } from '@/lib/supabase/data-of'

type UserSupabase = ReturnType<typeof supabaseAs>

const text = z.string().nullable()
const amount = z.number().nonnegative()
const alerts: z.ZodType<Alerts> = z.object({
  timeZone: z.string(),
  open: z.int().nonnegative(),
  alerts: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(ALERT_KINDS),
      day: z.iso.date(),
      subject: z.enum(['team', 'user', 'feature', 'model']),
      userId: text,
      externalUserId: text,
      userName: text,
      feature: text,
      provider: text,
      model: text,
      measured: amount,
      usual: amount,
      unusualFrom: amount,
      comparedWith: z.enum(['own days', 'days of others']),
      comparedDays: z.int().positive(),
      raisedAt: z.string(),
      isOpen: z.boolean(),
      dismissedAt: text,
      dismissedBy: text,
    }),
  ),
})

/** Who used unusually much in a team (C21); for its leads. */
export async function getAlerts(supabase: UserSupabase, teamId: string): Promise<Alerts> {
  return alerts.parse(dataOf(await supabase.rpc('get_alerts', { p_team_id: teamId })))
}

/** How many of these the team has, whoever dismissed them; for its leads. */
export async function dismissAlerts(
  supabase: UserSupabase,
  teamId: string,
  ids: readonly string[],
): Promise<number> {
  return dataOf(await supabase.rpc('dismiss_alerts', { p_team_id: teamId, p_ids: [...ids] }))
}

/** Of those that the caller may see. */
export async function countOpenAlerts(supabase: UserSupabase, teamId: string): Promise<number> {
  const { count, error, status } = await supabase
    .from('alerts')
    .select('*', { count: 'exact', head: true })
    .eq('team_id', teamId)
    .eq('is_open', true)
  if (error) throw new DatabaseError(error, status)
  return count ?? 0
}
