import type { OwnerSql } from '@/supabase/local/database'
import type { Run } from './bench'
import { bareInsertRate } from './ingest'
import { dropOldest, rebuildAll, rollUpAll } from './maintenance'
import type { NewCalls } from './sample-calls'

/** What is written without the app. @param ingestRate calls a second through the tracker */
export async function measureMaintenance(
  { leads, options, print }: Run,
  owner: OwnerSql,
  newCalls: NewCalls,
  ingestRate: number,
): Promise<void> {
  const bareRate = await bareInsertRate(owner, newCalls, options.ingest)
  print('bare_calls_per_s', bareRate, 'calls/s')
  print('ingest_ratio', ingestRate / bareRate, 'ratio')
  await rollUpAll(owner)
  print('rebuild_s', (await rebuildAll(owner, leads)) / 1000, 's')
  print('retention_ms', await dropOldest(owner), 'ms')
}
