/** An outcome of one decision: which arm answered a question of which stratum (task and complexity). */
export type Observation = { stratum: string; arm: string; value: number }

/** What an arm is expected to do in a stratum, for any of the strata and arms that were observed. */
export type OutcomeModel = (stratum: string, arm: string) => number

/** Observations that the overall mean, the sum of effects and the prior of an effect count as. */
const CELL_PRIOR = 10
const ARM_PRIOR = 8
const STRATUM_PRIOR = 4
/** Alternating least squares of two effects: the changes are far below any error of the data by then. */
const ROUNDS = 30

type Sum = { total: number; count: number }
type Cell = Sum & { stratum: string; arm: string }

/**
 * A mean for every pair of stratum and arm: the pair's own mean, drawn towards the sum of what is usual in the stratum
 * and how much better or worse the arm is elsewhere, so that a pair that was hardly tried is guessed from its relatives.
 */
export function fitOutcomes(observations: readonly Observation[]): OutcomeModel {
  const table = new Map<string, Map<string, Cell>>()
  for (const { stratum, arm, value } of observations) {
    const row = table.get(stratum) ?? new Map<string, Cell>()
    if (row.size === 0) table.set(stratum, row)
    const cell = row.get(arm) ?? { stratum, arm, total: 0, count: 0 }
    if (cell.count === 0) row.set(arm, cell)
    cell.total += value
    cell.count += 1
  }
  const cells = [...table.values()].flatMap((row) => [...row.values()])
  const mean = observations.reduce((sum, { value }) => sum + value, 0) / Math.max(1, observations.length)
  const arms = new Map<string, number>()
  const strata = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round++) {
    fitEffects(arms, cells, ARM_PRIOR, (cell) => ({
      group: cell.arm,
      excess: cell.total - cell.count * (mean + (strata.get(cell.stratum) ?? 0)),
    }))
    fitEffects(strata, cells, STRATUM_PRIOR, (cell) => ({
      group: cell.stratum,
      excess: cell.total - cell.count * (mean + (arms.get(cell.arm) ?? 0)),
    }))
  }
  return (stratum, arm) => {
    const prior = mean + (strata.get(stratum) ?? 0) + (arms.get(arm) ?? 0)
    const { total, count } = table.get(stratum)?.get(arm) ?? { total: 0, count: 0 }
    return (CELL_PRIOR * prior + total) / (CELL_PRIOR + count)
  }
}

function fitEffects(
  effects: Map<string, number>,
  cells: readonly Cell[],
  prior: number,
  of: (cell: Cell) => { group: string; excess: number },
) {
  const sums = new Map<string, Sum>()
  for (const cell of cells) {
    const { group, excess } = of(cell)
    const { total, count } = sums.get(group) ?? { total: 0, count: 0 }
    sums.set(group, { total: total + excess, count: count + cell.count })
  }
  for (const [group, { total, count }] of sums) effects.set(group, total / (count + prior))
}
