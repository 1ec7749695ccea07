import 'server-only'
import { z } from 'zod'
import { log } from '@/lib/log'
import { oncePerProcess } from '@/lib/once-per-process'
import { createRenewingCache } from '@/lib/renewing-cache'
import { adminSupabase } from '@/lib/supabase/admin'
import { dataOf } from '@/lib/supabase/data-of'

const settings = z.object({
  recordsCalls: z.boolean(),
  keepsTraceText: z.boolean(),
  /** Older calls are refused; null while that is not known. */
  callsFrom: z.coerce.date().nullable(),
})
export type TeamRecording = z.output<typeof settings>

/** While nothing can be read: no call is lost, and no text is kept that nobody asked for. */
const UNKNOWN: TeamRecording = { recordsCalls: true, keepsTraceText: false, callsFrom: null }

const cache = oncePerProcess('team recording', () =>
  createRenewingCache({
    load: async (teamId, _: null) =>
      settings.parse(dataOf(await adminSupabase(3_000).rpc('get_team_recording', { p_team_id: teamId }))),
    now: Date.now,
    freshMs: 10_000,
    staleMs: 3_600_000,
    patienceMs: 300,
    pauseMs: 15_000,
    capacity: 20_000,
    onRenewalFailed: (error) => log.warn({ err: error }, 'what a team records could not be read again'),
  }),
)

/** What the team lets be recorded of what its programs report, as of ten seconds ago. */
export async function getTeamRecording(teamId: string): Promise<TeamRecording> {
  try {
    return await cache.get(teamId, null)
  } catch (error) {
    log.warn({ err: error, teamId }, 'what a team records could not be read')
    return UNKNOWN
  }
}

/** To be called after every change of a team's settings. */
export function forgetTeamRecording(teamId: string): void {
  cache.forget(teamId)
}
