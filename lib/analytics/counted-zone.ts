import 'server-only'
import { z } from 'zod'
import { countedTeam } from '@/lib/analytics/counted-calls'
import type { CountedZone } from '@/lib/analytics/models-answer'
import { dataOf } from '@/lib/supabase/data-of'
import { createServerSupabase } from '@/lib/supabase/server'

const answer = z.object({ team: countedTeam, generatedAt: z.string() })

/** Which zone's days the team's figures count by at this moment; for its leads. */
export async function getCountedZone(teamId: string): Promise<CountedZone> {
  const supabase = await createServerSupabase()
  return answer.parse(dataOf(await supabase.rpc('get_counted_zone', { p_team_id: teamId })))
}
