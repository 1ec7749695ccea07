import { dataOf } from '@/lib/supabase/data-of'
import { sessionOf } from '../../session-of'
import { startApp } from '../../start-app'
import type { Project } from '../../start-project'
import { percentile } from '../figure'
import type { Run } from './bench'
import type { BenchDatabase } from './bench-database'
import { ingestRate, openTracker, timesWhileIngesting } from './ingest'
import { askAsLead, PASSWORD } from './leads'
import { MODELS_FUNCTION } from './models-function'
import { pageOverHealth } from './page'
import type { NewCalls } from './sample-calls'
import { timed } from './timed'

/** What is asked of the running app, which rolls up meanwhile; calls a second through the tracker. */
export async function measureServed(
  run: Run,
  database: BenchDatabase,
  project: Project,
  newCalls: NewCalls,
): Promise<number> {
  const { options, print, progress, signal } = run
  const [lead] = run.leads
  const app = await startApp({ ...project.variables(), LOG_LEVEL: 'warn' })
  const tracker = await openTracker(project)
  try {
    const { client, cookie } = await sessionOf(project, lead.email, PASSWORD)
    print('page_over_health', await pageOverHealth(app.url, cookie, options.rounds, progress), 'ratio')

    const rate = await ingestRate(tracker, newCalls, options.ingest)
    print('ingest_calls_per_s', rate, 'calls/s')

    const measure = async (ask: () => Promise<unknown>) => {
      const idle = await timed(options.rounds, ask)
      const busy = await timesWhileIngesting(tracker, newCalls, options.seconds, ask, signal)
      print('ingest_while_reading_p95', percentile(busy, 0.95) / percentile(idle, 0.95), 'ratio')
    }
    if (database.isShared)
      await database.withOwner((owner) =>
        askAsLead(owner, lead, () => measure(() => owner.query(MODELS_FUNCTION, [lead.teamId]))),
      )
    else
      await measure(async () =>
        dataOf(await client.rpc('get_models_analytics', { p_team_id: lead.teamId, p_days: 90 })),
      )
    return rate
  } finally {
    await tracker.close()
    await app.stop()
  }
}
