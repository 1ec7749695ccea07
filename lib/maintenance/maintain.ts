import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const cleanup = z.object({ partitionsDropped: z.number(), callsDeleted: z.number(), more: z.boolean() })
const tending = z.object({ answersAbandoned: z.number(), signalsDeleted: z.number(), more: z.boolean() })

/** Between two chunks the database serves everybody else. */
const PAUSE_MS = 250

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
  callsDeleted: number
  answersAbandoned: number
  signalsDeleted: number
}

/**
 * Makes the partitions of the coming weeks, notes answers that were abandoned and removes what teams no longer keep,
 * chunk by chunk. Throws the database's errors.
 */
export async function maintain(database: Maintenance, pauseMs = PAUSE_MS): Promise<Maintained> {
  const done = {
    partitionsMade: z.number().parse(await database.ensurePartitions()),
    partitionsDropped: 0,
    callsDeleted: 0,
    answersAbandoned: 0,
    signalsDeleted: 0,
  }
  await inChunks(pauseMs, async () => {
    const chunk = cleanup.parse(await database.cleanUp())
    done.partitionsDropped += chunk.partitionsDropped
    done.callsDeleted += chunk.callsDeleted
    return chunk.more && chunk.callsDeleted > 0
  })
  await inChunks(pauseMs, async () => {
    const chunk = tending.parse(await database.tendSignals())
    done.answersAbandoned += chunk.answersAbandoned
    done.signalsDeleted += chunk.signalsDeleted
    return chunk.more && chunk.answersAbandoned + chunk.signalsDeleted > 0
  })
  return done
}

/** @param work answers whether to go on; "more" without anything done means that somebody else is at it */
async function inChunks(pauseMs: number, work: () => Promise<boolean>): Promise<void> {
  while (await work()) await pause(pauseMs)
}
