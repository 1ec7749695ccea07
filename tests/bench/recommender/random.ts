import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export type Random = () => number

/** Numbers in [0, 1) that depend on the seed and the purpose alone: one purpose drawing more moves no other. */
export function randomStream(seed: number, purpose: number): Random {
  const generator = xoroshiro128plus(scattered(seed + scattered(purpose)))
  return () => uniformFloat64(generator)
}

/** The finaliser of MurmurHash3: seeds that lie side by side start far apart. */
function scattered(value: number): number {
  let bits = value | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
