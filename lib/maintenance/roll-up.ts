import { z } from 'zod'
import { inChunks, type Pace } from '@/lib/maintenance/in-chunks'
import type { MaintenanceLog } from '@/lib/maintenance/keep-doing'
import { failure, sayFailures } from '@/lib/maintenance/say-failures'

const rolled = z.object({
  calls: z.number(),
  more: z.boolean(),
  failed: failure.nullable(),
  restoredTeams: z.number().nullable(),
})

/**
 * A round that rolls up what has been written since; it answers whether there was anything, and throws the database's
 * errors. What fails for one team is said, and the others go on.
 * @param rollUpChunk the answer of `roll_up`; "more" with nothing done means that somebody else is at it
 */
export function rollUpRound(
  rollUpChunk: () => Promise<unknown>,
  pace: Pace,
  log: MaintenanceLog,
): () => Promise<boolean> {
  const say = sayFailures(log, 'roll-up')
  return async () => {
    let wasBusy = false
    await inChunks(pace, async () => {
      const { calls, more, failed, restoredTeams } = rolled.parse(await rollUpChunk())
      if (failed) say(failed)
      if (restoredTeams !== null)
        log.error({ teams: restoredTeams }, 'this database was restored: every team is counted anew')
      const isDone = calls > 0 || failed !== null || restoredTeams !== null
      wasBusy ||= calls > 0
      return more && isDone
    })
    return wasBusy
  }
}
