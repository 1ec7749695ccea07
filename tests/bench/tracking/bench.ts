import { startBenchDatabase } from '../analytics/bench-database'
import { signUpLeads } from '../analytics/leads'
import { fill } from '../analytics/measure-filled'
import { newCallsLike } from '../analytics/sample-calls'
import { type Figure, rounded } from '../figure'
import type { Surroundings as BenchSurroundings } from '../run-bench'
import { measureEnqueue } from './measure-enqueue'
import { measureExport } from './measure-export'
import { measureIngestion } from './measure-ingestion'
import { measureLog } from './measure-log'
import type { Options } from './options'

export type Surroundings = BenchSurroundings<Options, Figure>
export type Print = (name: string, value: number, unit: string) => void

/** Measures all that `README.md` lists, on a Postgres of its own. */
export async function benchmark({ options, say, progress, signal }: Surroundings): Promise<void> {
  const print: Print = (name, value, unit) => say({ name, value: rounded(value), unit })
  const database = await startBenchDatabase('native', signal)
  try {
    const [lead] = await database.withServer(signUpLeads)
    const newCalls = await database.withOwner(async (owner) => {
      await fill(
        {
          options,
          leads: [lead],
          progress,
          signal,
          print: (name, value, unit) => progress(`${name} ${value.toFixed(1)} ${unit}`),
        },
        owner,
      )
      await measureLog({ options, lead, owner, print, progress })
      return newCallsLike(owner)
    })
    await database.withServer(async (project) => {
      await measureEnqueue(project, newCalls, print)
      await measureExport(project, lead, print, progress)
      await measureIngestion(project, options.sent, print, progress)
    })
  } finally {
    await database.stop()
  }
}
