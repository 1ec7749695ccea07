import { log } from '@/lib/log'
import { startMaintenance } from '@/lib/maintenance/start-maintenance'
import { reportSettings } from '@/lib/providers/report-settings'
import { tracker } from '@/lib/tracking/tracker'

/** What a server process does besides answering. */
export function startServerProcess(): void {
  // `npm start` talks to this process; when it is gone, however that came, so is what this process needs.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  reportSettings({ warn: (sentence) => log.warn(sentence), error: (sentence) => log.error(sentence) })
  // Opening the outbox delivers what an earlier process left behind; what is left at the end stays on disk.
  const outbox = tracker()
  const { waiting, setAside } = outbox.counts()
  if (waiting > 0) log.info({ waiting }, 'tracking events of an earlier process wait to be stored')
  if (setAside > 0) log.warn({ setAside }, 'tracking events cannot be stored and are kept in outbox.db')
  process.once('SIGTERM', () => void outbox.flush().catch(() => undefined))
  if (process.env.SUPABASE_SECRET_KEY) startMaintenance(untilEnding())
}

function untilEnding(): AbortSignal {
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())
  return ending.signal
}
