/** Tail areas of the normal and of Student's distribution, and the exact test of a fourfold table. */

/** The 97.5 % quantile of the normal distribution. */
export const Z_95 = 1.959963984540054

/** Two-sided tail area of a standard normal: P(|Z| ≥ |z|). */
export function normalTail(z: number): number {
  // Z² is gamma distributed with shape ½; the series is exact near 0, the fraction in the tail.
  const x = (z * z) / 2
  if (x === 0) return 1
  return x < 1.5 ? 1 - lowerGammaSeries(x) : upperGammaFraction(x)
}

/** Two-sided tail area of Student's t with `degrees` > 0 degrees of freedom (fractions allowed): P(|T| ≥ |t|). */
export function studentTail(t: number, degrees: number): number {
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t))
}

/** The t that leaves 2.5 % above it, for intervals of 95 %. */
export function studentQuantile95(degrees: number): number {
  let low = Z_95
  let high = 2 * Z_95
  while (studentTail(high, degrees) > 0.05) high *= 2
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (studentTail(middle, degrees) > 0.05) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * Fisher's exact test, two-sided as R's `fisher.test`: the chance, given the margins, of a table no likelier than
 * the one seen: `hits` of `total` against `otherHits` of `otherTotal`.
 */
export function fisherTest(hits: number, total: number, otherHits: number, otherTotal: number): number {
  const allHits = hits + otherHits
  const logChance = (k: number) => logChoose(total, k) + logChoose(otherTotal, allHits - k)
  const observed = logChance(hits)
  const every: number[] = []
  for (let k = Math.max(0, allHits - otherTotal); k <= Math.min(total, allHits); k++) every.push(logChance(k))
  // R's tolerance, so that tables of equal probability count in spite of rounding.
  const unlikely = every.filter((chance) => chance <= observed + 1e-7)
  const sum = (chances: number[]) => chances.reduce((total, chance) => total + Math.exp(chance - observed), 0)
  return Math.min(1, sum(unlikely) / sum(every))
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/** ln Γ(x) for x ≥ 0.5 (Lanczos, g = 7, n = 9). */
function logGamma(x: number): number {
  const base = x + 6.5
  const series = LANCZOS.reduce((sum, factor, index) => sum + factor / (x + index), 0.9999999999998099)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series)
}

/** P(½, x) by its series (Abramowitz & Stegun 6.5.29). */
function lowerGammaSeries(x: number): number {
  let term = 2
  let sum = term
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (n + 0.5)
    sum += term
  }
  return (sum * Math.sqrt(x) * Math.exp(-x)) / Math.sqrt(Math.PI)
}

/** Q(½, x) by its continued fraction (6.5.31). */
function upperGammaFraction(x: number): number {
  const value = continuedFraction(x + 0.5, (n) => [-n * (n - 0.5), x + 0.5 + 2 * n])
  return (Math.sqrt(x) * Math.exp(-x)) / Math.sqrt(Math.PI) / value
}

/** Regularised incomplete beta I_x(a, b) by its continued fraction (26.5.8). */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  const value = continuedFraction(1, (n) => {
    const m = Math.floor(n / 2)
    if (n % 2 === 0) return [(m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)), 1]
    return [(-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)), 1]
  })
  return front / a / value
}

/** first + a₁ / (b₁ + a₂ / (b₂ + …)) by Lentz's method. */
function continuedFraction(first: number, part: (n: number) => readonly [number, number]): number {
  const tiny = 1e-300
  let value = first
  let c = first
  let d = 0
  for (let n = 1; n < 10_000; n++) {
    const [a, b] = part(n)
    d = 1 / (b + a * d || tiny)
    c = b + a / c || tiny
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return value
}
