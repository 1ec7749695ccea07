import { startMaintenance } from '@/lib/maintenance/start-maintenance'
import { tracker } from '@/lib/tracking/tracker'

/** What a server process does besides answering. */
export function startServerProcess(): void {
  // `npm start` talks to this process; when it is gone, however that came, so is what this process needs.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // Opening the outbox delivers what an earlier process left behind; what is left at the end stays on disk.
  const outbox = tracker()
  process.once('SIGTERM', () => void outbox.flush().catch(() => undefined))
  if (process.env.SUPABASE_SECRET_KEY) startMaintenance()
}
