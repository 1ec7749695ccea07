/** Called by Next once per server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  // `npm start` talks to this process; when it is gone, however that came, so is what this process needs.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  if (!process.env.SUPABASE_SECRET_KEY) return
  const { startMaintenance } = await import('@/lib/maintenance/start-maintenance')
  const { tracker } = await import('@/lib/tracking/tracker')
  startMaintenance()
  // Opening it delivers what an earlier process left behind; what is left at the end stays on disk.
  const outbox = tracker()
  process.once('SIGTERM', () => void outbox.flush().catch(() => undefined))
}
