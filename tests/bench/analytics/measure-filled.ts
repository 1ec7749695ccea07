import type { OwnerSql } from '@/supabase/local/database'
import { percentile } from '../figure'
import type { Run } from './bench'
import { type Filling, loadCalls } from './load-calls'
import { finishRebuilds, rollUpAll } from './maintenance'
import { timeFromCalls, timeModels } from './models-function'
import { quantileErrorMax } from './quantile-error'
import { type NewCalls, newCallsLike } from './sample-calls'
import { bytesPerCall } from './storage'
import { elapsed } from './timed'

/** Writes the calls and rolls them up. */
export async function fill(run: Filling, owner: OwnerSql): Promise<void> {
  await finishRebuilds(owner)
  const loadMs = await elapsed(() => loadCalls(run, owner, new Date()))
  run.print('load_s', loadMs / 1000, 's')
  run.print('roll_up_s', (await rollUpAll(owner)) / 1000, 's')
  // What the server does by itself in quieter times.
  await owner.exec('vacuum analyze')
}

/** What is asked of the database alone. @param fewMs what the function took with few calls */
export async function measureFilled(run: Run, owner: OwnerSql, fewMs: number): Promise<NewCalls> {
  const [lead] = run.leads
  await fill(run, owner)
  const times = await timeModels(owner, lead, run.options.rounds)
  const median = percentile(times, 0.5)
  run.print('models_ms_p50', median, 'ms')
  run.print('models_ms_p95', percentile(times, 0.95), 'ms')
  run.print('models_growth', median / fewMs, 'ratio')
  run.print('models_speedup', (await timeFromCalls(owner, lead)) / median, 'ratio')
  run.print('quantile_error_max', await quantileErrorMax(owner, lead, run.progress), 'ratio')
  run.print('bytes_per_call', await bytesPerCall(owner, run.progress), 'bytes')
  return newCallsLike(owner)
}
