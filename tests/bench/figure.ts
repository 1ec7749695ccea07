export type Figure = { name: string; value: number; unit: string }

/** The value below which the given share (0–1) of the samples lies, by the nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const rounded = (value: number) => Math.round(value * 1000) / 1000
