export type Spending = {
  /** Sum of the known costs in US dollars, those of failed and stopped calls included. */
  costUsd: number
  /** Successful calls whose cost is among them. */
  pricedSuccesses: number
}

/**
 * US dollars per successful call; null while no successful call is priced. Successes of unknown price are left out of both
 * sides, or they would make a model look cheap. A failed call without a price cost nothing: providers bill what they write.
 */
export function costPerSuccess({ costUsd, pricedSuccesses }: Spending): number | null {
  return pricedSuccesses === 0 ? null : costUsd / pricedSuccesses
}
