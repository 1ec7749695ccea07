/** A stated probability, 0–1, and what came. */
export type Forecast = { probability: number; hit: boolean }

const BINS = 10

/**
 * Expected calibration error in ten equal bins, 0–1, and what a forecaster who is right about every probability
 * would show by chance with as many independent forecasts.
 */
export function calibration(forecasts: readonly Forecast[]): { error: number; byChance: number } {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, said: 0, hits: 0, variance: 0 }))
  for (const { probability, hit } of forecasts) {
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))]
    if (!bin) continue
    bin.count += 1
    bin.said += probability
    bin.hits += hit ? 1 : 0
    bin.variance += probability * (1 - probability)
  }
  const sum = (of: (bin: (typeof bins)[number]) => number) => bins.reduce((total, bin) => total + of(bin), 0)
  return {
    error: sum(({ said, hits }) => Math.abs(hits - said)) / forecasts.length,
    // The mean absolute deviation of a normal variable is √(2 ÷ π) of its standard deviation.
    byChance: sum(({ variance }) => Math.sqrt((2 / Math.PI) * variance)) / forecasts.length,
  }
}
