import { z } from 'zod'
import { inChunks, type Pace } from '@/lib/maintenance/in-chunks'

const rolled = z.object({ calls: z.number(), more: z.boolean() })

/**
 * Rolls up what has been written since; how many calls. Throws the database's errors.
 * @param rollUpChunk the answer of `roll_up`; "more" without any calls means that somebody else is at it
 */
export async function rollUp(rollUpChunk: () => Promise<unknown>, pace: Pace): Promise<number> {
  let calls = 0
  await inChunks(pace, async () => {
    const chunk = rolled.parse(await rollUpChunk())
    calls += chunk.calls
    return chunk.more && chunk.calls > 0
  })
  return calls
}
