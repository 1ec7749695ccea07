type Environment = Record<string, string | undefined>

/**
 * How long, in milliseconds, a model may take to begin, to go on, and for the whole answer.
 * Throws one sentence that names the variable that is no whole number above 0.
 */
export function timeLimits(env: Environment = process.env) {
  return {
    startMs: limit(env, 'AUGURY_ANSWER_START_MS', 60_000),
    pauseMs: limit(env, 'AUGURY_ANSWER_PAUSE_MS', 60_000),
    totalMs: limit(env, 'AUGURY_ANSWER_TOTAL_MS', 600_000),
  }
}

function limit(env: Environment, name: string, fallback: number): number {
  const value = Number(env[name] || fallback)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new Error(`The environment variable ${name} must be a whole number of milliseconds above 0.`)
}
