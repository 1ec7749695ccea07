import { v7 } from 'uuid'
import { type CallEvent, callEvent } from '@/lib/tracking/event'
import type { OwnerSql } from '@/supabase/local/database'

const SAMPLE = 2000

export type NewCalls = (count: number) => CallEvent[]

/** Events like the newest calls of all teams, by turns, as new ones of this moment, all of the team's lead: people without an account are not named. */
export async function newCallsLike(owner: OwnerSql): Promise<NewCalls> {
  const rows = await owner.query(
    `select to_jsonb(call) || jsonb_build_object('kind', 'call', 'user_id', member.user_id) as event
     from public.model_performance_metrics as call
     join public.team_members as member on member.team_id = call.team_id
     order by call."timestamp" desc, call.id
     limit ${SAMPLE}`,
  )
  const sample = rows.map((row) => callEvent.parse(row.event))
  let next = 0
  return (count) =>
    Array.from({ length: count }, () => {
      const like = sample[next++ % sample.length]
      if (!like) throw new Error('there is no call to go by')
      return {
        ...like,
        id: v7(),
        timestamp: new Date().toISOString(),
        request_id: v7(),
        message_id: like.message_id && v7(),
        recommendation_id: like.recommendation_id && v7(),
      }
    })
}
