import type { Estimate } from '@/lib/recommender/hierarchy'
import { normalBelow } from '@/lib/recommender/normal'

/** Steps of the integrals: half of them about the highest mean, where estimates are the sharpest, half over the rest. */
const STEPS = 48
/** Beyond so many standard deviations nothing is looked for. */
const REACH = 4.5
const LEAST = 1e-9

/** Chance of each of these independent normals to be the highest; they sum to one. Empty without any. */
export function chancesOfBest(estimates: readonly Estimate[]): Float64Array {
  return shares(chancesUpTo(Number.POSITIVE_INFINITY, estimates, 0), estimates)
}

/** Chance of each of these rates to be at most `tolerance` below the highest; what a normal has above 1 counts as 1. */
export function chancesWithin(rates: readonly Estimate[], tolerance: number): Float64Array {
  return chancesUpTo(1, rates, tolerance)
}

function chancesUpTo(ceiling: number, estimates: readonly Estimate[], tolerance: number): Float64Array {
  const chances = new Float64Array(estimates.length)
  const grid = gridOf(estimates, tolerance).map((x) => Math.min(x, ceiling))
  const normals = new Normals(estimates, ceiling)
  let at = normals.belows(grid[0] ?? 0)
  let ahead = tolerance === 0 ? at : normals.belows((grid[0] ?? 0) + tolerance)
  for (let step = 1; step < grid.length; step++) {
    const x = grid[step] ?? 0
    const next = normals.belows(x)
    const nextAhead = tolerance === 0 ? next : normals.belows(x + tolerance)
    let all = 1
    for (let i = 0; i < chances.length; i++) all *= middle(ahead, nextAhead, i)
    for (let i = 0; i < chances.length; i++) {
      const others = all / middle(ahead, nextAhead, i)
      chances[i] = (chances[i] ?? 0) + ((next[i] ?? 0) - (at[i] ?? 0)) * others
    }
    at = next
    ahead = nextAhead
  }
  return chances.map((chance) => Math.min(1, chance))
}

/**
 * Chance of each to be the first, in the order given, that is at most `tolerance` below the highest: with the cheapest
 * first, the cheapest that is good enough. They sum to one.
 */
export function chancesOfFirstWithin(estimates: readonly Estimate[], tolerance: number): Float64Array {
  const count = estimates.length
  const chances = new Float64Array(count)
  const grid = gridOf(estimates, 0)
  // Chance that all from i on are below x.
  const after = new Float64Array(count + 1)
  const nextAfter = new Float64Array(count + 1)
  after[count] = 1
  nextAfter[count] = 1
  const normals = new Normals(estimates)
  let at = normals.belows(grid[0] ?? 0)
  let farAt = normals.belows((grid[0] ?? 0) - tolerance)
  for (let step = 1; step < grid.length; step++) {
    const x = grid[step] ?? 0
    const next = normals.belows(x)
    const farNext = normals.belows(x - tolerance)
    for (let i = count - 1; i >= 0; i--) {
      after[i] = (at[i] ?? 0) * (after[i + 1] ?? 1)
      nextAfter[i] = (next[i] ?? 0) * (nextAfter[i + 1] ?? 1)
    }
    // The highest of all lies in this step, and all before i are too far below it.
    let missed = 1
    for (let i = 0; i < count && missed > LEAST; i++) {
      const far = middle(farAt, farNext, i)
      const isHighest = ((next[i] ?? 0) - (at[i] ?? 0)) * middle(after, nextAfter, i + 1)
      const isWithin = Math.max(0, middle(at, next, i) - far)
      const laterIsHighest = (nextAfter[i + 1] ?? 1) - (after[i + 1] ?? 1)
      chances[i] = (chances[i] ?? 0) + missed * (isHighest + isWithin * laterIsHighest)
      missed *= far
    }
    at = next
    farAt = farNext
  }
  return shares(chances, estimates)
}

/** From where the highest may be to where none is. */
function gridOf(estimates: readonly Estimate[], tolerance: number): number[] {
  let low = Number.NEGATIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let top: Estimate = { mean: Number.NEGATIVE_INFINITY, variance: 0 }
  for (const estimate of estimates) {
    const reach = REACH * deviationOf(estimate)
    low = Math.max(low, estimate.mean - reach)
    high = Math.max(high, estimate.mean + reach)
    if (estimate.mean > top.mean) top = estimate
  }
  const bottom = low - tolerance
  const end = Math.min(high, top.mean + REACH * deviationOf(top))
  const half = STEPS / 2
  return Array.from({ length: STEPS + 1 }, (_, step) =>
    step <= half ? bottom + ((end - bottom) * step) / half : end + ((high - end) * (step - half)) / half,
  )
}

/** Normals with what is asked of them at every step worked out once. */
class Normals {
  private readonly means: Float64Array
  private readonly perDeviation: Float64Array

  constructor(
    estimates: readonly Estimate[],
    private readonly ceiling = Number.POSITIVE_INFINITY,
  ) {
    this.means = Float64Array.from(estimates, ({ mean }) => mean)
    this.perDeviation = Float64Array.from(estimates, (estimate) => 1 / deviationOf(estimate))
  }

  /** Chance of each to be below x. */
  belows(x: number): Float64Array {
    const { means, perDeviation } = this
    const chances = new Float64Array(means.length)
    if (x >= this.ceiling) return chances.fill(1)
    for (let i = 0; i < chances.length; i++)
      chances[i] = normalBelow((x - (means[i] ?? 0)) * (perDeviation[i] ?? 0))
    return chances
  }
}

const deviationOf = ({ variance }: Estimate) => Math.max(LEAST, Math.sqrt(variance))

/** Within a step, never quite nothing. */
const middle = (from: Float64Array, to: Float64Array, i: number) =>
  Math.max(LEAST, ((from[i] ?? 0) + (to[i] ?? 0)) / 2)

/** Sums to one; where rounding left nothing, the highest mean has it all. */
function shares(chances: Float64Array, estimates: readonly Estimate[]): Float64Array {
  const sum = chances.reduce((total, chance) => total + chance, 0)
  if (sum > LEAST) return chances.map((chance) => chance / sum)
  const best = estimates.reduce((top, { mean }, i) => (mean > (estimates[top]?.mean ?? 0) ? i : top), 0)
  return chances.map((_, i) => (i === best ? 1 : 0))
}
