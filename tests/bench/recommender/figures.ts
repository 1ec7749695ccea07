import { calibration, type Forecast } from './calibration'
import { at } from './pool'
import type { CheckedVerdict, Run } from './replay'
import { bestArm, type Window, type World } from './scenario'

/** What the runs of a policy, one a seed, come to over a window. */
export type Figures = {
  window: string
  /** The run's steps at the end of the window. */
  steps: number
  /** Share of calls that succeeded. */
  reward: number
  /** Successes lost against the per-task oracle, expected. */
  regret: number
  /** 0 as good as random, 100 as good as the per-task oracle; exploration included. */
  gap_closed: number
  /** Of `gap_closed` between seeds. */
  sd: number
  quality_vs_best: number
  cost_vs_best?: number
  latency_vs_best?: number
  ece_success?: number
  ece_confidence?: number
  /** What `ece_confidence` would be by chance, were every confidence right. */
  ece_confidence_by_chance?: number
  /** The mean confidence, and the share of picks within two points of the best. */
  confidence_says?: number
  confidence_hits?: number
}

export function figures(world: World, runs: readonly Run[], window: Window): Figures {
  const best = bestArm(world.pool, world.phases)
  const sums = runs.map((run) => sumsOver(world, run, window, best))
  const gaps = sums.map(({ truth, random, oracle }) => (100 * (truth - random)) / (oracle - random))
  const total = (key: keyof Sums) => sums.reduce((sum, each) => sum + each[key], 0)
  const gap = gaps.reduce((sum, each) => sum + each, 0) / runs.length
  const spread = gaps.reduce((sum, each) => sum + (each - gap) ** 2, 0) / (runs.length - 1)
  const ratios = {
    quality_vs_best: total('truth') / total('bestTruth'),
    cost_vs_best: total('costUsd') / total('bestCostUsd'),
    latency_vs_best: total('latencyMs') / total('bestLatencyMs'),
  }
  return {
    window: window.name,
    steps: window.to,
    reward: rounded(total('success') / (runs.length * (window.to - window.from)), 4),
    regret: rounded((total('oracle') - total('truth')) / runs.length, 1),
    gap_closed: rounded(gap, 1),
    sd: runs.length > 1 ? rounded(Math.sqrt(spread), 1) : 0,
    quality_vs_best: rounded(ratios.quality_vs_best, 4),
    ...(Number.isFinite(ratios.cost_vs_best) && { cost_vs_best: rounded(ratios.cost_vs_best, 4) }),
    ...(Number.isFinite(ratios.latency_vs_best) && { latency_vs_best: rounded(ratios.latency_vs_best, 4) }),
    ...calibrations(runs, window),
  }
}

/** Sums over the steps of a window; `truth`, `random`, `oracle` and `bestTruth` are of true rates, not of strokes of luck. */
type Sums = Record<
  | 'success'
  | 'truth'
  | 'random'
  | 'oracle'
  | 'bestTruth'
  | 'costUsd'
  | 'bestCostUsd'
  | 'latencyMs'
  | 'bestLatencyMs',
  number
>

function sumsOver({ pool, arms, phases }: World, run: Run, { from, to }: Window, best: number): Sums {
  const sums: Sums = {
    success: 0,
    truth: 0,
    random: 0,
    oracle: 0,
    bestTruth: 0,
    costUsd: 0,
    bestCostUsd: 0,
    latencyMs: 0,
    bestLatencyMs: 0,
  }
  for (const phase of phases) {
    for (let index = Math.max(from, phase.from); index < Math.min(to, phase.to); index++) {
      const prompt = at(run.draws.prompts, index)
      const task = at(pool.taskOf, prompt)
      const arm = at(run.arms, index)
      const cell = prompt * pool.models.length + at(phase.modelOf, arm)
      const bestCell = prompt * pool.models.length + at(phase.modelOf, best)
      sums.success += at(run.success, index)
      sums.truth += at(phase.means, task * arms.length + arm)
      sums.random += at(phase.random, task)
      sums.oracle += at(phase.oracle, task)
      sums.bestTruth += at(phase.means, task * arms.length + best)
      sums.costUsd += at(pool.costUsd, cell)
      sums.bestCostUsd += at(pool.costUsd, bestCell)
      sums.latencyMs += at(pool.latencyMs, cell)
      sums.bestLatencyMs += at(pool.latencyMs, bestCell)
    }
  }
  return sums
}

function calibrations(runs: readonly Run[], { from, to }: Window): Partial<Figures> {
  const outcomes = runs.flatMap((run) => successForecasts(run, from, to))
  const verdicts = runs.flatMap((run) => run.verdicts.filter(({ steps }) => steps === to))
  return {
    ...(outcomes.length > 0 && { ece_success: rounded(calibration(outcomes).error, 4) }),
    ...(verdicts.length > 0 && confidenceFigures(verdicts)),
  }
}

function successForecasts(run: Run, from: number, to: number): Forecast[] {
  return Array.from(run.predicted.subarray(from, to), (probability, place) => ({
    probability,
    hit: run.seen[from + place] === 1,
  })).filter(({ probability }) => !Number.isNaN(probability))
}

function confidenceFigures(verdicts: readonly CheckedVerdict[]): Partial<Figures> {
  const { error, byChance } = calibration(
    verdicts.map(({ confidence, hit }) => ({ probability: confidence, hit })),
  )
  const mean = (of: (verdict: CheckedVerdict) => number) =>
    rounded(verdicts.reduce((sum, verdict) => sum + of(verdict), 0) / verdicts.length, 4)
  return {
    ece_confidence: rounded(error, 4),
    ece_confidence_by_chance: rounded(byChance, 4),
    confidence_says: mean(({ confidence }) => confidence),
    confidence_hits: mean(({ hit }) => (hit ? 1 : 0)),
  }
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
