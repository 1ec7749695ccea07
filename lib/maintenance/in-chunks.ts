import { setTimeout as pause } from 'node:timers/promises'

export type Pace = {
  /** Between two chunks the database serves everybody else. */
  pauseMs: number
  /** Once aborted no further chunk begins. */
  signal: AbortSignal
}

/** @param chunk answers whether to go on */
export async function inChunks({ pauseMs, signal }: Pace, chunk: () => Promise<boolean>): Promise<void> {
  while (!signal.aborted && (await chunk())) await rest(pauseMs, signal)
}

/** Resolves after so many milliseconds, or when the signal aborts; keeps no process alive. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
