/** Numbers pairs of names in the order in which they come, from 0; without joining them to keys, as it is asked millions of times. */
export class PairIndex {
  private readonly places = new Map<string, Map<string, number>>()
  private count = 0

  get size(): number {
    return this.count
  }

  find(first: string, second: string): number | undefined {
    return this.places.get(first)?.get(second)
  }

  /** The number of the pair; a new one when it was not known. */
  add(first: string, second: string): number {
    let own = this.places.get(first)
    if (!own) {
      own = new Map()
      this.places.set(first, own)
    }
    const known = own.get(second)
    if (known !== undefined) return known
    own.set(second, this.count)
    return this.count++
  }
}
