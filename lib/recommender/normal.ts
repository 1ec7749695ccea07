/**
 * Φ(z), the share of a standard normal distribution below z, with an absolute error under 1.5e-7 (Abramowitz & Stegun
 * 1964, 7.1.26). Fast, for integrals over many of them; tails that matter are those of lib/analytics/distributions.
 */
export function normalBelow(z: number): number {
  const x = Math.abs(z) * Math.SQRT1_2
  const t = 1 / (1 + 0.3275911 * x)
  const polynomial =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  const tail = polynomial * Math.exp(-x * x)
  return z >= 0 ? 1 - tail / 2 : tail / 2
}
