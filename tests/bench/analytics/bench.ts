import { type Figure, percentile, rounded } from '../figure'
import type { Surroundings } from '../run-bench'
import { type BenchDatabase, startBenchDatabase } from './bench-database'
import { type Lead, signUpLeads } from './leads'
import { fill, measureFilled } from './measure-filled'
import { measureMaintenance } from './measure-maintenance'
import { measureServed } from './measure-served'
import { timeModels } from './models-function'
import type { Options } from './options'

/** Calls of each team from which growth is measured. */
const FEW_ROWS = 100_000

export type Run = {
  options: Options
  /** Who asks, and somebody with a team as large. */
  leads: readonly [Lead, Lead]
  print(name: string, value: number, unit: string): void
  progress(text: string): void
  signal: AbortSignal
}

export type Line = Figure & { rows: number }

/** Measures all that `README.md` lists, on a database of its own, and first on one with few calls. */
export async function benchmark({ say, ...surroundings }: Surroundings<Options, Line>): Promise<void> {
  const { options, signal } = surroundings
  const print: Run['print'] = (name, value, unit) =>
    say({ name, value: rounded(value), unit, rows: options.rows })
  const few = { ...options, rows: Math.min(FEW_ROWS, options.rows) }

  const fewMs = await onDatabase(options.database, signal, async (database) => {
    const run = {
      ...surroundings,
      options: few,
      print: () => undefined,
      leads: await database.withServer(signUpLeads),
    }
    return database.withOwner(async (owner) => {
      await fill(run, owner)
      return percentile(await timeModels(owner, run.leads[0], options.rounds), 0.5)
    })
  })
  await onDatabase(options.database, signal, async (database) => {
    const run = { ...surroundings, print, leads: await database.withServer(signUpLeads) }
    const newCalls = await database.withOwner((owner) => measureFilled(run, owner, fewMs))
    const ingestRate = await database.withServer((project) => measureServed(run, database, project, newCalls))
    await database.withOwner((owner) => measureMaintenance(run, owner, newCalls, ingestRate))
  })
}

async function onDatabase<T>(
  address: string,
  signal: AbortSignal,
  work: (database: BenchDatabase) => Promise<T>,
): Promise<T> {
  const database = await startBenchDatabase(address, signal)
  try {
    return await work(database)
  } finally {
    await database.stop()
  }
}
