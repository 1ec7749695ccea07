import { z } from 'zod'
import { inChunks, type Pace } from '@/lib/maintenance/in-chunks'
import type { MaintenanceLog } from '@/lib/maintenance/keep-doing'

const nothingDue = z.object({ team_id: z.null() })
const rebuilt = z.object({ team_id: z.string(), share: z.number().nullable(), more: z.boolean() })

/**
 * A round that counts teams' calls anew where that is due, and says each tenth that is done; it answers false when it was
 * due nowhere, or somebody else is at it, and throws the database's errors.
 * @param rebuildChunk the answer of `rebuild_rollups`; a share of null means that all is counted, and the old is cleared away
 */
export function rebuildRound(
  rebuildChunk: () => Promise<unknown>,
  pace: Pace,
  log: Pick<MaintenanceLog, 'info'>,
): () => Promise<boolean> {
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
      say(chunk)
      return chunk.more
    })
    return wasDue
  }
}
