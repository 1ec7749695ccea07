/** Axis labels: short, as the unit's fine digits belong to the figures. */

/** @param value milliseconds */
export function secondsTick(value: number): string {
  return `${Number((value / 1000).toFixed(2))} s`
}

/** @param value 0–100 */
export function percentTick(value: number): string {
  return `${value}%`
}
