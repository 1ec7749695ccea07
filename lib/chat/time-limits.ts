import { z } from 'zod'

const limit = (fallback: number) => z.coerce.number().int().positive().catch(fallback)

/** How long, in milliseconds, a model may take to begin, to go on, and for the whole answer. */
export function timeLimits(env: Record<string, string | undefined> = process.env) {
  return {
    startMs: limit(60_000).parse(env.AUGURY_ANSWER_START_MS),
    pauseMs: limit(60_000).parse(env.AUGURY_ANSWER_PAUSE_MS),
    totalMs: limit(600_000).parse(env.AUGURY_ANSWER_TOTAL_MS),
  }
}
