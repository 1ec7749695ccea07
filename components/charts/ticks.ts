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

const LOG_STEPS = [[1, 2, 5], [1, 3], [1]]

/** Round numbers that enclose `from` > 0 and `to`, evenly far apart on a logarithmic axis; about six at most. */
export function logTicks(from: number, to: number): number[] {
  const lowest = Math.floor(Math.log10(from))
  const decades = Array.from({ length: Math.ceil(Math.log10(to)) - lowest + 1 }, (_, index) => lowest + index)
  const choices = LOG_STEPS.map((steps) => {
    const marks = decades.flatMap((decade) =>
      steps.map((step) => Number((step * 10 ** decade).toPrecision(12))),
    )
    const first = marks.findLastIndex((mark) => mark <= from)
    return marks.slice(first, marks.findIndex((mark) => mark >= to) + 1)
  })
  return choices.find((ticks) => ticks.length <= 6) ?? choices.at(-1) ?? []
}
