import { z } from 'zod'
import { inChunks, type Pace } from '@/lib/maintenance/in-chunks'
import type { MaintenanceLog } from '@/lib/maintenance/keep-doing'
import { failure, sayFailures } from '@/lib/maintenance/say-failures'

const raised = z.object({ teams: z.number(), more: z.boolean(), failed: failure.nullable() })

/**
 * A round that looks for unusual consumption in teams that used something since; it answers whether there were any, and
 * throws the database's errors. What fails for one team is said, and the others go on.
 * @param raiseChunk the answer of `raise_alerts`
 */
export function raiseAlertsRound(
  raiseChunk: () => Promise<unknown>,
  pace: Pace,
  log: MaintenanceLog,
): () => Promise<boolean> {
  const say = sayFailures(log, 'alerts')
  return async () => {
    let wasBusy = false
    await inChunks(pace, async () => {
      const { teams, more, failed } = raised.parse(await raiseChunk())
      if (failed) say(failed)
      wasBusy ||= teams > 0
      return more
    })
    return wasBusy
  }
}
