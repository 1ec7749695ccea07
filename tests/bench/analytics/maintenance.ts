import { z } from 'zod'
import type { OwnerSql } from '@/supabase/local/database'
import type { Lead } from './leads'
import { elapsed } from './timed'

const chunk = z.object({ more: z.boolean() })

/** Rolls up all calls, as the app does, chunk by chunk but without its pauses; in milliseconds. */
export const rollUpAll = (owner: OwnerSql) => chunks(owner, 'select public.roll_up() as chunk')

/** Counts the calls of these teams anew; in milliseconds. */
export async function rebuildAll(owner: OwnerSql, leads: readonly Lead[]): Promise<number> {
  for (const { teamId } of leads) await owner.query('select private.request_rebuild($1)', [teamId])
  return finishRebuilds(owner)
}

/** What is due of counting teams anew, as after a change of their zone; in milliseconds. */
export const finishRebuilds = (owner: OwnerSql) => chunks(owner, 'select public.rebuild_rollups() as chunk')

/** Drops the partitions of the oldest 30 of the 90 days; in milliseconds. Retention leaves each partition two days more. */
export const dropOldest = (owner: OwnerSql) =>
  elapsed(() => owner.query('select private.cleanup_old_performance_data(58, 5000)'))

async function chunks(owner: OwnerSql, statement: string): Promise<number> {
  let more = true
  return elapsed(async () => {
    while (more) {
      const [row] = await owner.query(statement)
      more = chunk.parse(row?.chunk).more
    }
  })
}
