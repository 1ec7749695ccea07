import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { log } from '@/lib/log'
import type { CallEvent } from '@/lib/tracking/event'
import { Outbox } from '@/lib/tracking/outbox'
import type { OwnerSql } from '@/supabase/local/database'
import type { Project } from '../../start-project'
import type { NewCalls } from './sample-calls'
import { elapsed } from './timed'

const BATCH = 500
const CALLS_A_SECOND = 1000
const TICK_MS = 100

/** A tracker of the benchmark's own: an outbox on disk that delivers through the API, in batches of 500. */
export async function openTracker(project: Project): Promise<Outbox> {
  Object.assign(process.env, project.variables())
  const { deliver } = await import('@/lib/tracking/deliver')
  return new Outbox({ path: join(project.dataDir, 'bench-outbox.db'), deliver, log, batchSize: BATCH })
}

/** Calls a second through the tracker into the database. */
export async function ingestRate(tracker: Outbox, newCalls: NewCalls, count: number): Promise<number> {
  const calls = newCalls(count)
  const ms = await elapsed(async () => {
    tracker.enqueue(calls)
    await tracker.flush()
  })
  return (1000 * count) / ms
}

/** Calls a second of a bare insert of such batches. */
export async function bareInsertRate(owner: OwnerSql, newCalls: NewCalls, count: number): Promise<number> {
  const batches = inBatches(newCalls(count))
  const columns = Object.keys(batches[0]?.[0] ?? {})
    .filter((name) => name !== 'kind')
    .map((name) => `"${name}"`)
    .join(', ')
  const insert = `insert into public.model_performance_metrics (${columns})
    select ${columns} from jsonb_populate_recordset(null::public.model_performance_metrics, $1::jsonb)`
  const ms = await elapsed(async () => {
    for (const batch of batches) await owner.query(insert, [JSON.stringify(batch)])
  })
  return (1000 * count) / ms
}

/** Asks again and again while 1,000 calls a second go through the tracker; the times of the answers in milliseconds. */
export async function timesWhileIngesting(
  tracker: Outbox,
  newCalls: NewCalls,
  seconds: number,
  ask: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<number[]> {
  const samples: number[] = []
  const endsAt = performance.now() + 1000 * seconds
  const write = async () => {
    for (let at = performance.now(); at < endsAt; at += TICK_MS) {
      signal.throwIfAborted()
      tracker.enqueue(newCalls((CALLS_A_SECOND * TICK_MS) / 1000))
      await pause(Math.max(0, at + TICK_MS - performance.now()))
    }
  }
  const read = async () => {
    while (performance.now() < endsAt) samples.push(await elapsed(ask))
  }
  await Promise.all([write(), read()])
  await tracker.flush()
  return samples
}

function inBatches(calls: CallEvent[]): CallEvent[][] {
  return Array.from({ length: Math.ceil(calls.length / BATCH) }, (_, n) =>
    calls.slice(n * BATCH, (n + 1) * BATCH),
  )
}
