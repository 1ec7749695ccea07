import { rest } from '@/lib/maintenance/in-chunks'

type Write = (about: object, message: string) => void
export type MaintenanceLog = { info: Write; error: Write }

export type Duty = {
  name: string
  /** Answers whether there was anything to do. */
  round(): Promise<boolean>
  /** Milliseconds from the end of a round to the next one: after one with something to do, and at most. */
  waitMs: { busy: number; idle: number }
}

const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 300_000

/**
 * Repeats a duty until the signal aborts, and waits twice as long after each round that failed or had nothing to do.
 * What went wrong is logged once, however often it does, and that it is over.
 */
export async function keepDoing(
  { name, round, waitMs }: Duty,
  signal: AbortSignal,
  log: MaintenanceLog,
  wait = rest,
): Promise<void> {
  const said = new Set<string>()
  let failures = 0
  let ms = 0
  while (!signal.aborted) {
    try {
      const wasBusy = await round()
      if (failures > 0) log.info({ duty: name, failures }, 'maintenance works again')
      said.clear()
      failures = 0
      ms = wasBusy ? waitMs.busy : Math.min(waitMs.idle, Math.max(waitMs.busy, 2 * ms))
    } catch (error) {
      const sentence = String(error)
      if (!said.has(sentence)) log.error({ err: error, duty: name }, 'maintenance failed and is tried again')
      said.add(sentence)
      ms = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
      failures += 1
    }
    await wait(ms, signal)
  }
}
