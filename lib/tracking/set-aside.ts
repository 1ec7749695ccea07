import { v5 } from 'uuid'
import { z } from 'zod'
import { adminSupabase } from '@/lib/supabase/admin'
import { DatabaseError, dataOf } from '@/lib/supabase/data-of'
import type { SetAsideEvent } from '@/lib/tracking/outbox-store'
import { redactSecrets } from '@/lib/tracking/redact-secrets'

/** For ids that follow from what was set aside, so that it is kept once however often it is sent. */
const NAMESPACE = 'b5c1f6a2-6c55-4f0e-9d0b-6a0f7e2c1a90'
const MAX_EVENT = 1_000_000

/** All that can be relied on of an event which was set aside. */
const owned = z.object({
  team_id: z.uuid(),
  user_id: z.uuid().nullish().catch(null),
  kind: z.string().min(1).max(40).catch('unknown'),
})

/** Moves events to the table of the database that leads see. Those without a team are nobody's there and stay. */
export async function keepSetAside(events: SetAsideEvent[]): Promise<SetAsideEvent[]> {
  const pairs = events.map((event) => ({ event, row: rowOf(event) })).filter(({ row }) => row !== null)
  if (pairs.length > 0) {
    const rows = pairs.map(({ row }) => row)
    dataOf(await adminSupabase().rpc('record_set_aside', { events: rows }))
  }
  return pairs.map(({ event }) => event)
}

/** How many events of all teams the database keeps. */
export async function countSetAside(): Promise<number> {
  const { count, error, status } = await adminSupabase(3_000)
    .from('set_aside_events')
    .select('id', { count: 'exact', head: true })
  if (error) throw new DatabaseError(error, status)
  return count ?? 0
}

function rowOf({ body, reason, setAsideAt }: SetAsideEvent) {
  const { data } = owned.safeParse(jsonOf(body))
  return data
    ? {
        team_id: data.team_id,
        id: v5(`${setAsideAt} ${body}`, NAMESPACE),
        user_id: data.user_id ?? null,
        kind: data.kind,
        reason: redactSecrets(reason).slice(0, 2000).toWellFormed() || 'No reason was given.',
        set_aside_at: setAsideAt,
        event: body.slice(0, MAX_EVENT).toWellFormed(),
      }
    : null
}

/** Undefined for what is spoilt. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
