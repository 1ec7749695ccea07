import { log } from '@/lib/log'
import { type Maintenance, maintain } from '@/lib/maintenance/maintain'
import { adminSupabase } from '@/lib/supabase/admin'
import { dataOf } from '@/lib/supabase/data-of'

const HOUR_MS = 3_600_000

/** Maintains the database now and every hour, one run at a time; a failed one is logged and tried again in its turn. */
export function startMaintenance(): void {
  let isRunning = false
  const run = async () => {
    if (isRunning) return
    isRunning = true
    try {
      const done = await maintain(database())
      if (Object.values(done).some((count) => count > 0)) log.info(done, 'database maintained')
    } catch (error) {
      log.error({ err: error }, 'maintenance failed')
    } finally {
      isRunning = false
    }
  }
  void run()
  setInterval(run, HOUR_MS).unref()
}

function database(): Maintenance {
  const supabase = adminSupabase()
  return {
    ensurePartitions: async () => dataOf(await supabase.rpc('ensure_call_partitions')),
    cleanUp: async () => dataOf(await supabase.rpc('cleanup_old_performance_data')),
    tendSignals: async () => dataOf(await supabase.rpc('tend_answer_signals')),
  }
}
