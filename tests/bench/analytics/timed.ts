/** Milliseconds that each run took, after some that do not count. */
export async function timed(rounds: number, run: () => Promise<unknown>, warmUps = 3): Promise<number[]> {
  for (let round = 0; round < warmUps; round++) await run()
  const samples: number[] = []
  for (let round = 0; round < rounds; round++) samples.push(await elapsed(run))
  return samples
}

export async function elapsed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await run()
  return performance.now() - startedAt
}
