import { z } from 'zod'
import { inChunks, type Pace } from '@/lib/maintenance/in-chunks'

const raised = z.object({ teams: z.number(), alerts: z.number(), more: z.boolean() })

/**
 * Looks for unusual consumption where something was used since; at how many teams. Throws the database's errors.
 * @param raiseChunk the answer of `raise_alerts`
 */
export async function raiseAlerts(raiseChunk: () => Promise<unknown>, pace: Pace): Promise<number> {
  let teams = 0
  await inChunks(pace, async () => {
    const chunk = raised.parse(await raiseChunk())
    teams += chunk.teams
    return chunk.more
  })
  return teams
}
