/** How often an arm was chosen for a task, and what it did. */
export type CallTally = {
  chosen: number
  /** Of those, the ones whose outcome is known. */
  calls: number
  successes: number
  thumbsUp: number
  thumbsDown: number
  /** Milliseconds of the successful calls, added up. */
  latencyMs: number
}

export function tallyOf(
  tallies: CallTally[],
  { arms }: { arms: readonly unknown[] },
  task: number,
  arm: number,
): CallTally {
  const place = task * arms.length + arm
  const known = tallies[place]
  if (known) return known
  const empty = { chosen: 0, calls: 0, successes: 0, thumbsUp: 0, thumbsDown: 0, latencyMs: 0 }
  tallies[place] = empty
  return empty
}
