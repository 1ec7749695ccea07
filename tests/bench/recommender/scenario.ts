import { UsageError } from '../usage-error'
import { at, meansOf, type Pool, sharesOf } from './pool'
import { type VersionPair, versionPairs } from './version-pairs'

export const SCENARIOS = ['standard', 'drop', 'outage', 'newmodel', 'versions'] as const
export type ScenarioName = (typeof SCENARIOS)[number]

/** A stretch of the run in which nothing changes; figures per task and arm are `[task × arms + arm]`. */
export type Phase = {
  /** Steps, the last one excluded. */
  from: number
  to: number
  /** The model that answers for each arm. */
  modelOf: Uint16Array
  /** The share of an arm's successes that stay one. */
  kept: Float64Array
  /** 1 where the arm can be called. */
  available: Uint8Array
  /** True success rates, 0–1. */
  means: Float64Array
  /** Per task: the mean and the best of the arms that can be called. */
  random: Float64Array
  oracle: Float64Array
}

/** Steps over which figures are given, the last one excluded. */
export type Window = { name: string; from: number; to: number }

export type World = { pool: Pool; arms: readonly string[]; steps: number; phases: Phase[]; windows: Window[] }

const LOST_POINTS = 0.3
const OUTAGE = 2000
const SHORTEST_RUN = { standard: 10, drop: 4000, outage: 4000, newmodel: 10, versions: 1000 }

/** @throws UsageError when the run is too short for the scenario's own window */
export function worldOf(pool: Pool, scenario: ScenarioName, steps: number, pairs: VersionPair[]): World {
  const shortest = SHORTEST_RUN[scenario]
  if (steps < shortest)
    throw new UsageError(`--steps must be at least ${shortest} for --scenario ${scenario}, not ${steps}.`)
  const half = Math.floor(steps / 2)
  const arms = scenario === 'versions' ? pairs.map(({ before }) => before) : pool.models
  const modelsOf = (names: readonly string[]) => Uint16Array.from(names, (name) => pool.models.indexOf(name))
  const calm = { pool, modelOf: modelsOf(arms), kept: () => 1, isAvailable: () => true }
  const usual = phaseOf({ ...calm, from: 0, to: steps })
  const best = bestArm(pool, [usual])
  const phases = {
    standard: () => [usual],
    drop: () => {
      const kept = (task: number, arm: number) => {
        const mean = at(usual.means, task * arms.length + arm)
        return arm === best ? Math.max(0, mean - LOST_POINTS) / (mean || 1) : 1
      }
      return [phaseOf({ ...calm, from: 0, to: half }), phaseOf({ ...calm, from: half, to: steps, kept })]
    },
    outage: () => {
      const kept = (_: number, arm: number) => (arm === best ? 0 : 1)
      return [
        phaseOf({ ...calm, from: 0, to: half }),
        phaseOf({ ...calm, from: half, to: half + OUTAGE, kept }),
        phaseOf({ ...calm, from: half + OUTAGE, to: steps }),
      ]
    },
    newmodel: () => [
      phaseOf({ ...calm, from: 0, to: half, isAvailable: (arm) => arm !== best }),
      phaseOf({ ...calm, from: half, to: steps }),
    ],
    versions: () => [
      phaseOf({ ...calm, from: 0, to: half }),
      phaseOf({ ...calm, from: half, to: steps, modelOf: modelsOf(pairs.map(({ after }) => after)) }),
    ],
  }
  return { pool, arms, steps, phases: phases[scenario](), windows: windowsOf(scenario, steps, half) }
}

function windowsOf(scenario: ScenarioName, steps: number, half: number): Window[] {
  const own = {
    standard: [],
    drop: [{ name: 'first_2000_after', from: half, to: half + 2000 }],
    outage: [{ name: 'during', from: half, to: half + OUTAGE }],
    newmodel: [{ name: 'after', from: half, to: steps }],
    versions: [
      { name: 'first_500_after', from: half, to: half + 500 },
      { name: 'after', from: half, to: steps },
    ],
  }
  const checkpoints = [...[500, 2000, 10_000].filter((step) => step < steps), steps]
  return [
    ...checkpoints.map((to) => ({ name: 'cumulative', from: 0, to })),
    { name: 'last_fifth', from: Math.floor(0.8 * steps), to: steps },
    ...own[scenario],
  ]
}

type PhaseInput = Pick<Phase, 'from' | 'to' | 'modelOf'> & {
  pool: Pool
  kept: (task: number, arm: number) => number
  isAvailable: (arm: number) => boolean
}

function phaseOf({ pool, from, to, modelOf, kept, isAvailable }: PhaseInput): Phase {
  const arms = modelOf.length
  const all = meansOf(pool)
  const cells = { length: pool.tasks * arms }
  const keptShares = Float64Array.from(cells, (_, cell) => kept(Math.floor(cell / arms), cell % arms))
  const means = keptShares.map((share, cell) => {
    const task = Math.floor(cell / arms)
    return share * at(all, task * pool.models.length + at(modelOf, cell % arms))
  })
  const available = Uint8Array.from(modelOf, (_, arm) => (isAvailable(arm) ? 1 : 0))
  const ofTask = (task: number) =>
    Array.from(means.subarray(task * arms, (task + 1) * arms)).filter((_, arm) => available[arm] === 1)
  const tasks = Array.from({ length: pool.tasks }, (_, task) => ofTask(task))
  return {
    from,
    to,
    modelOf,
    kept: keptShares,
    available,
    means,
    random: Float64Array.from(tasks, (rates) => rates.reduce((sum, rate) => sum + rate, 0) / rates.length),
    oracle: Float64Array.from(tasks, (rates) => Math.max(...rates)),
  }
}

/** The arm that succeeds most over all phases in the mix of tasks, of those that can be called in each. */
export function bestArm(pool: Pool, phases: readonly Phase[]): number {
  const shares = sharesOf(pool)
  const arms = phases[0]?.modelOf.length ?? 0
  const merits = Array.from({ length: arms }, (_, arm) =>
    phases.reduce((merit, { from, to, available, means }) => {
      if (available[arm] !== 1) return Number.NEGATIVE_INFINITY
      const rate = shares.reduce((sum, share, task) => sum + share * at(means, task * arms + arm), 0)
      return merit + (to - from) * rate
    }, 0),
  )
  return merits.indexOf(Math.max(...merits))
}

/** @throws UsageError when no two names are versions of one service */
export function pairsOf(models: readonly string[]): VersionPair[] {
  const pairs = versionPairs(models)
  if (pairs.some(({ before, after }) => before !== after)) return pairs
  throw new UsageError(
    '--scenario versions finds no two versions of a service: name them as --models old=new.',
  )
}
