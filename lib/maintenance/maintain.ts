import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const cleanup = z.object({ partitionsDropped: z.number(), callsDeleted: z.number(), more: z.boolean() })

/** Between two chunks the database serves everybody else. */
const PAUSE_MS = 250

export type Maintenance = {
  ensurePartitions(): Promise<unknown>
  /** Deletes one chunk. */
  cleanUp(): Promise<unknown>
}
export type Maintained = { partitionsMade: number; partitionsDropped: number; callsDeleted: number }

/** Makes the partitions of the coming weeks and removes what teams no longer keep, chunk by chunk. Throws the database's errors. */
export async function maintain(database: Maintenance, pauseMs = PAUSE_MS): Promise<Maintained> {
  const done = {
    partitionsMade: z.number().parse(await database.ensurePartitions()),
    partitionsDropped: 0,
    callsDeleted: 0,
  }
  for (;;) {
    const chunk = cleanup.parse(await database.cleanUp())
    done.partitionsDropped += chunk.partitionsDropped
    done.callsDeleted += chunk.callsDeleted
    // "more" without a deleted call: somebody else is at it.
    if (!chunk.more || chunk.callsDeleted === 0) return done
    await pause(pauseMs)
  }
}
