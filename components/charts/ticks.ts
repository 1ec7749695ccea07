/** Axis labels: short, as the unit's fine digits belong to the figures. */

/** @param value milliseconds */
export function secondsTick(value: number): string {
  return `${Number((value / 1000).toFixed(2))} s`
}

/** @param value 0–100 */
export function percentTick(value: number): string {
  return `${value}%`
}

const STEPS = [1, 2, 2.5, 5, 10]

/** Round numbers from `from` on that reach `to`, at most six. */
export function roundTicks(from: number, to: number): number[] {
  if (to <= from) return [from]
  const rough = (to - from) / 5
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = magnitude * (STEPS.find((each) => each * magnitude >= rough) ?? 10)
  const count = Math.ceil((to - from) / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, index) => Number((from + index * step).toPrecision(12)))
}
