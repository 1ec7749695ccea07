import { PairIndex } from '@/lib/recommender/pair-index'
import type { Arm } from '@/lib/vocabulary'

/** What calls of an arm took; sums of what is known. */
export type Spent = Arm & { costUsd: number; inputTokens: number; outputTokens: number }

/** US dollars per million tokens, by the catalogue; null when unpriced. */
export type ListPrice = { inputUsdPerMtok: number | null; outputUsdPerMtok: number | null }

type Sums = { costUsd: number; tokens: number }

/**
 * How much dearer than a usual arm each is, in powers of ten of dollars per token: those its calls took, or the list price
 * of what the team's calls are made of for an arm without. The usual arm is the geometric mean of those with priced calls.
 * 0 where a price is not known.
 */
export class Dearness {
  private readonly arms = new PairIndex()
  private readonly sums: Sums[] = []
  private input = 0
  private output = 0
  private readonly usual: number

  constructor(cells: readonly Spent[]) {
    for (const { provider, model, costUsd, inputTokens, outputTokens } of cells) {
      if (costUsd <= 0 || inputTokens + outputTokens <= 0) continue
      const arm = this.arms.add(provider, model)
      const sums = this.sums[arm] ?? { costUsd: 0, tokens: 0 }
      this.sums[arm] = { costUsd: sums.costUsd + costUsd, tokens: sums.tokens + inputTokens + outputTokens }
      this.input += inputTokens
      this.output += outputTokens
    }
    const logs = this.sums.reduce((sum, { costUsd, tokens }) => sum + Math.log10(costUsd / tokens), 0)
    this.usual = logs / this.sums.length
  }

  of({ provider, model, inputUsdPerMtok, outputUsdPerMtok }: Arm & Partial<ListPrice>): number {
    if (this.sums.length === 0) return 0
    const own = this.sums[this.arms.find(provider, model) ?? -1]
    if (own) return Math.log10(own.costUsd / own.tokens) - this.usual
    if (inputUsdPerMtok == null || outputUsdPerMtok == null) return 0
    const listed = this.input * inputUsdPerMtok + this.output * outputUsdPerMtok
    return listed > 0 ? Math.log10(listed / 1e6 / (this.input + this.output)) - this.usual : 0
  }
}
