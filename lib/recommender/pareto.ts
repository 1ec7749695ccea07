/** What an arm is weighed by: quality higher is better, the others lower; null is unknown. */
export type Objectives = {
  /** 0–1. */
  quality: { mean: number }
  /** 95th percentile of the response time in milliseconds. */
  p95Ms: number | null
  costPerSuccessUsd: number | null
}

export type Placed<Point> = {
  point: Point
  /** The points of the front that are better than this one, the best first; none for a point of the front. */
  dominators: Point[]
}

/**
 * Which points are on the Pareto front, in the order given. A point is dominated by one that is known in everything
 * it is known in itself, no worse in all of that and better in some: so it is compared on what is known of it, and none
 * wins by being unknown. (Comparing a pair on what both know would go in circles.) Equal points do not dominate each other.
 */
export function paretoFront<Point extends Objectives>(points: readonly Point[]): Placed<Point>[] {
  const front = points.filter((point) => !points.some((other) => dominates(other, point)))
  return points.map((point) => ({
    point,
    dominators: front.filter((other) => dominates(other, point)).sort(byMerit),
  }))
}

function dominates(one: Objectives, other: Objectives): boolean {
  const own = losses(one)
  let isBetter = false
  for (const [index, than] of losses(other).entries()) {
    const loss = own[index] ?? null
    if (than === null) continue
    if (loss === null || loss > than) return false
    if (loss < than) isBetter = true
  }
  return isBetter
}

function losses({ quality, costPerSuccessUsd, p95Ms }: Objectives): (number | null)[] {
  return [-quality.mean, costPerSuccessUsd, p95Ms]
}

/** Quality first, then price, then speed; what is unknown last. */
function byMerit(one: Objectives, other: Objectives): number {
  const others = losses(other)
  for (const [index, loss] of losses(one).entries()) {
    const difference = (loss ?? Number.MAX_VALUE) - (others[index] ?? Number.MAX_VALUE)
    if (difference !== 0) return difference
  }
  return 0
}
