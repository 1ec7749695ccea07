import { setImmediate } from 'node:timers/promises'
import type { Project } from '../../start-project'
import { openTracker } from '../analytics/ingest'
import type { NewCalls } from '../analytics/sample-calls'
import { percentile } from '../figure'
import type { Print } from './bench'

const CALLS = 20_000
const WARM_UP = 500

/** What one call costs who records it, while the outbox delivers to the database meanwhile. */
export async function measureEnqueue(project: Project, newCalls: NewCalls, print: Print): Promise<void> {
  const tracker = await openTracker(project)
  const samples: number[] = []
  for (const [place, call] of newCalls(CALLS + WARM_UP).entries()) {
    const startedAt = performance.now()
    tracker.enqueue([call])
    if (place >= WARM_UP) samples.push(1000 * (performance.now() - startedAt))
    await setImmediate()
  }
  await tracker.flush()
  await tracker.close()
  print('enqueue_p99_us', percentile(samples, 0.99), 'us')
}
