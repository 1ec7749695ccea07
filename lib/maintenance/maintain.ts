import { z } from 'zod'
import { inChunks, type Pace } from '@/lib/maintenance/in-chunks'

const cleanup = z.object({
  partitionsDropped: z.number(),
  hoursDeleted: z.number(),
  callsDeleted: z.number(),
  more: z.boolean(),
})
const tending = z.object({ answersAbandoned: z.number(), signalsDeleted: z.number(), more: z.boolean() })

export type Maintenance = {
  ensurePartitions(): Promise<unknown>
  /** Deletes one chunk. */
  cleanUp(): Promise<unknown>
  /** Notes and deletes one chunk. */
  tendSignals(): Promise<unknown>
}
export type Maintained = {
  partitionsMade: number
  partitionsDropped: number
  /** Rollups of hours that nobody reads any more. */
  hoursDeleted: number
  callsDeleted: number
  answersAbandoned: number
  signalsDeleted: number
}

/**
 * Makes the partitions of the coming weeks, notes answers that were abandoned and removes what teams no longer keep,
 * chunk by chunk; "more" without anything done means that somebody else is at it. Throws the database's errors.
 */
export async function maintain(database: Maintenance, pace: Pace): Promise<Maintained> {
  const done = {
    partitionsMade: z.number().parse(await database.ensurePartitions()),
    partitionsDropped: 0,
    hoursDeleted: 0,
    callsDeleted: 0,
    answersAbandoned: 0,
    signalsDeleted: 0,
  }
  await inChunks(pace, async () => {
    const chunk = cleanup.parse(await database.cleanUp())
    done.partitionsDropped += chunk.partitionsDropped
    done.hoursDeleted += chunk.hoursDeleted
    done.callsDeleted += chunk.callsDeleted
    return chunk.more && chunk.partitionsDropped + chunk.hoursDeleted + chunk.callsDeleted > 0
  })
  await inChunks(pace, async () => {
    const chunk = tending.parse(await database.tendSignals())
    done.answersAbandoned += chunk.answersAbandoned
    done.signalsDeleted += chunk.signalsDeleted
    return chunk.more && chunk.answersAbandoned + chunk.signalsDeleted > 0
  })
  return done
}
