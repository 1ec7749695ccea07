import { z } from 'zod'
import { inChunks, type Pace } from '@/lib/maintenance/in-chunks'
import type { MaintenanceLog } from '@/lib/maintenance/keep-doing'
import { failure, sayFailures } from '@/lib/maintenance/say-failures'

const nothingDue = z.object({ team_id: z.null() })
const rebuilt = z.object({
  team_id: z.string(),
  share: z.number().nullable(),
  more: z.boolean(),
  failed: failure.nullable(),
})

/**
 * A round that counts teams' calls anew where that is due, and says each tenth that is done; it answers false when it was
 * due nowhere, or somebody else is at it, and throws the database's errors. What fails for one team is said, and the others
 * go on.
 * @param rebuildChunk the answer of `rebuild_rollups`; a share of null means that all is counted, and the old is cleared away
 */
export function rebuildRound(
  rebuildChunk: () => Promise<unknown>,
  pace: Pace,
  log: MaintenanceLog,
): () => Promise<boolean> {
  const sayFailure = sayFailures(log, 'rebuild')
  let lastSaid = ''
  const say = ({ team_id, share }: z.infer<typeof rebuilt>) => {
    const percent = 10 * Math.floor(10 * (share ?? 1))
    const sentence = `${team_id} ${percent}`
    if (sentence !== lastSaid) log.info({ team_id }, `counting a team's calls anew: ${percent} %`)
    lastSaid = sentence
  }
  return async () => {
    let wasDue = false
    await inChunks(pace, async () => {
      const chunk = z.union([nothingDue, rebuilt]).parse(await rebuildChunk())
      if (chunk.team_id === null) return false
      wasDue = true
      if (chunk.failed) sayFailure(chunk.failed)
      else say(chunk)
      return chunk.more
    })
    return wasDue
  }
}
