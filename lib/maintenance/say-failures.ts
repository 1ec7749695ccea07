import { z } from 'zod'
import type { Duty, MaintenanceLog } from '@/lib/maintenance/keep-doing'

/** What could not be done for one team, for the how manieth time in a row. */
export const failure = z.object({ team_id: z.string(), reason: z.string(), failures: z.int().nullable() })

/** Says each reason of a team once, until it has worked in between. */
export function sayFailures(log: Pick<MaintenanceLog, 'error'>, duty: Duty['name']) {
  const said = new Set<string>()
  return ({ team_id, reason, failures }: z.infer<typeof failure>) => {
    const sentence = `${team_id} ${reason}`
    if (failures === 1 || !said.has(sentence))
      log.error(
        { duty, team_id, reason },
        'maintenance of a team failed and is tried again, the others go on',
      )
    said.add(sentence)
  }
}
