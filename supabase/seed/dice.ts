import { randomLogNormal, randomPoisson } from 'd3-random'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { v7 } from 'uuid'

/** Chance from a seed: the same seed and the same questions in the same order give the same answers. */
export class Dice {
  readonly #generator
  readonly #logNormal
  readonly #poisson
  readonly #owed = new Map<string, number>()

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed)
    this.#logNormal = randomLogNormal.source(this.uniform)
    this.#poisson = randomPoisson.source(this.uniform)
  }

  /** In [0, 1). */
  readonly uniform = (): number => uniformFloat64(this.#generator)

  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** Like `chance`, but over the draws of one name the share comes out as asked for, so that luck tells no story of its own. */
  evenly(name: string, probability: number): boolean {
    const owed = (this.#owed.get(name) ?? this.uniform()) + probability
    const isDue = owed >= 1
    this.#owed.set(name, isDue ? owed - 1 : owed)
    return isDue
  }

  between(low: number, high: number): number {
    return low + this.uniform() * (high - low)
  }

  poisson(mean: number): number {
    return mean > 0 ? this.#poisson(mean)() : 0
  }

  /** Log-normal with that median. */
  around(median: number, spread: number): number {
    return this.#logNormal(Math.log(median), spread)()
  }

  pick<T>(choices: readonly (readonly [T, weight: number])[]): T {
    const [first, ...others] = choices
    if (!first) throw new Error('There is nothing to pick from.')
    let left = this.uniform() * choices.reduce((sum, [, weight]) => sum + weight, 0) - first[1]
    let picked = first[0]
    for (const [choice, weight] of others) {
      if (left < 0) break
      picked = choice
      left -= weight
    }
    return picked
  }

  /** A UUID v7 of that moment. */
  id(at: Date): string {
    const random = Uint8Array.from({ length: 16 }, () => Math.floor(this.uniform() * 256))
    return v7({ msecs: at.getTime(), random, seq: Math.floor(this.uniform() * 2 ** 31) })
  }
}
