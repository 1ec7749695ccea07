import type { Environment } from '@/lib/providers/provider-settings'

/** How many times faster than life the simulated models answer. Throws one sentence when the variable is no such number. */
export function demoSpeed(env: Environment): number {
  const speed = Number(env.AUGURY_DEMO_SPEED || 1)
  if (speed > 0) return speed
  throw new Error('The environment variable AUGURY_DEMO_SPEED must be a number above 0.')
}
