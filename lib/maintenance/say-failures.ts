import { z } from 'zod'
import type { Duty, MaintenanceLog } from '@/lib/maintenance/keep-doing'

/** What could not be done for one team, for the how manieth time in a row. */
export const failure = z.object({ team_id: z.string(), reason: z.string(), failures: z.int().nullable() })

/** Says why something cannot be done for a team, and no more until the reason is another one or it has worked in between. */
export function sayFailures(log: Pick<MaintenanceLog, 'error'>, duty: Duty['name']) {
  const said = new Map<string, string>()
  return ({ team_id, reason, failures }: z.infer<typeof failure>) => {
    if (failures === 1 || said.get(team_id) !== reason)
      log.error(
        { duty, team_id, reason },
        'maintenance of a team failed and is tried again, the others go on',
      )
    said.set(team_id, reason)
  }
}
