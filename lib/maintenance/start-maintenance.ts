import { log } from '@/lib/log'
import type { Pace } from '@/lib/maintenance/in-chunks'
import { type Duty, keepDoing, type MaintenanceLog } from '@/lib/maintenance/keep-doing'
import { type Maintenance, maintain } from '@/lib/maintenance/maintain'
import { raiseAlertsRound } from '@/lib/maintenance/raise-alerts'
import { rebuildRound } from '@/lib/maintenance/rebuild-rollups'
import { rollUpRound } from '@/lib/maintenance/roll-up'
import { adminSupabase } from '@/lib/supabase/admin'
import { dataOf } from '@/lib/supabase/data-of'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
/** A chunk takes seconds at most, but one large transaction is taken over whole. */
const LONG_MS = 60_000

/** Maintains the database until the signal aborts; other instances may do the same. */
export function startMaintenance(signal: AbortSignal): void {
  const pace = { pauseMs: 250, signal }
  for (const duty of duties(pace, log)) void keepDoing(duty, signal, log)
}

function duties(pace: Pace, log: MaintenanceLog): Duty[] {
  const database: Maintenance = {
    ensurePartitions: async () => dataOf(await adminSupabase().rpc('ensure_call_partitions')),
    cleanUp: async () => dataOf(await adminSupabase().rpc('cleanup_old_performance_data')),
    tendSignals: async () => dataOf(await adminSupabase().rpc('tend_answer_signals')),
  }
  return [
    {
      name: 'retention',
      round: async () => {
        const done = await maintain(database, pace)
        const wasBusy = Object.values(done).some((count) => count > 0)
        if (wasBusy) log.info(done, 'database maintained')
        return wasBusy
      },
      waitMs: { busy: HOUR_MS, idle: HOUR_MS },
    },
    {
      name: 'roll-up',
      round: rollUpRound(async () => dataOf(await adminSupabase(LONG_MS).rpc('roll_up')), pace, log),
      waitMs: { busy: 5 * SECOND_MS, idle: 20 * SECOND_MS },
    },
    {
      name: 'rebuild',
      round: rebuildRound(async () => dataOf(await adminSupabase(LONG_MS).rpc('rebuild_rollups')), pace, log),
      waitMs: { busy: 10 * SECOND_MS, idle: 20 * SECOND_MS },
    },
    {
      name: 'alerts',
      round: raiseAlertsRound(
        async () => dataOf(await adminSupabase(LONG_MS).rpc('raise_alerts')),
        pace,
        log,
      ),
      waitMs: { busy: 10 * SECOND_MS, idle: 60 * SECOND_MS },
    },
  ]
}
