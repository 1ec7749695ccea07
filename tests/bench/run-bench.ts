import { UsageError } from './usage-error'

export type Surroundings<Options, Line> = {
  options: Options
  say(line: Line): void
  progress(text: string): void
  signal: AbortSignal
}

/** Runs a benchmark as a command: its lines as JSON on stdout, progress on stderr, and an end by Ctrl-C. */
export async function runBench<Options, Line>(
  parseOptions: (args: readonly string[]) => Options,
  benchmark: (surroundings: Surroundings<Options, Line>) => Promise<void>,
): Promise<never> {
  const stopping = new AbortController()
  for (const event of ['SIGINT', 'SIGTERM']) process.once(event, () => stopping.abort())
  const startedAt = performance.now()
  try {
    await benchmark({
      options: parseOptions(process.argv.slice(2)),
      say: (line) => console.log(JSON.stringify(line)),
      progress: (text) => console.error(`${((performance.now() - startedAt) / 1000).toFixed(0)} s  ${text}`),
      signal: stopping.signal,
    })
  } catch (error) {
    if (stopping.signal.aborted) process.exit(130)
    if (!(error instanceof UsageError)) throw error
    console.error(error.message)
    process.exitCode = 2
  }
  process.exit()
}
