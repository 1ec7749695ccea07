/**
 * How often which time was taken, in buckets whose middle is within 1 % of what is in them: bucket b holds the whole
 * milliseconds above γ^(b − 1) up to γ^b, bucket 0 those below 2. Smallest bucket first. (DDSketch: Masson, Rim & Lee 2019)
 */
export type LatencySketch = readonly (readonly [bucket: number, calls: number])[]

/** Relative error 1 %; `private.latency_bounds()` of the database is made with the same. */
export const LATENCY_RATIO = 1.01 / 0.99

/** Decimal digits of the calls in a bucket, in the number that the database keeps a sketch as (`private.latency_quantiles`). */
const DIGITS = 12

/** The bucket of whole milliseconds. */
export function latencyBucket(ms: number): number {
  return ms < 2 ? 0 : Math.ceil(Math.log(ms) / Math.log(LATENCY_RATIO))
}

/**
 * The milliseconds that a share `q` (0–1) of the calls stays within, within 1 % of a time that was measured, or
 * 1 ms; null without a call.
 */
export function latencyQuantile(sketch: LatencySketch, q: number): number | null {
  const last = sketch.at(-1)
  if (!last) return null
  const rank = Math.max(0, Math.ceil(q * sketch.reduce((sum, [, calls]) => sum + calls, 0)) - 1)
  let passed = 0
  const [bucket] =
    sketch.find(([, calls]) => {
      passed += calls
      return passed > rank
    }) ?? last
  return (2 * LATENCY_RATIO ** bucket) / (LATENCY_RATIO + 1)
}

/** What all of them hold together. */
export function mergedLatencies(sketches: readonly LatencySketch[]): LatencySketch {
  const merged = new Map<number, number>()
  for (const [bucket, calls] of sketches.flat()) merged.set(bucket, (merged.get(bucket) ?? 0) + calls)
  return [...merged].sort(([a], [b]) => a - b)
}

/** A sketch of the database, the number's digits: those of the first bucket come last. */
export function latenciesOf(digits: string): LatencySketch {
  const sketch: [bucket: number, calls: number][] = []
  for (let end = digits.length; end > 0; end -= DIGITS) {
    const calls = Number(digits.slice(Math.max(0, end - DIGITS), end))
    if (calls > 0) sketch.push([(digits.length - end) / DIGITS, calls])
  }
  return sketch
}
