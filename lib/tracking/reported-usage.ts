import type { TokenCounts } from '@/lib/tracking/token-counts'

type Maybe<T> = T | null | undefined

/** Token counts as a provider or a program in between reports them; null or left out where it does not say. */
export type ReportedUsage = {
  inputTokens?: Maybe<number>
  outputTokens?: Maybe<number>
  cachedInputTokens?: Maybe<number>
  cacheWriteTokens?: Maybe<number>
  reasoningTokens?: Maybe<number>
  inputIncludesCache?: Maybe<boolean>
  outputIncludesReasoning?: Maybe<boolean>
}

/**
 * Counts as they are stored: the input with both cache counts, the output with reasoning. Providers differ in what they
 * count where; a total that is smaller than its part shows that it leaves the part out, and is then marked as inferred.
 */
export function wholeUsage(usage: ReportedUsage): { tokens: TokenCounts; isInferred: boolean } {
  const cacheRead = usage.cachedInputTokens ?? null
  const cacheWrite = usage.cacheWriteTokens ?? null
  const reasoning = usage.reasoningTokens ?? null
  const input = whole(usage.inputTokens, (cacheRead ?? 0) + (cacheWrite ?? 0), usage.inputIncludesCache)
  const output = whole(usage.outputTokens, reasoning ?? 0, usage.outputIncludesReasoning)
  return {
    tokens: { input: input.total, output: output.total, cacheRead, cacheWrite, reasoning },
    isInferred: input.isInferred || output.isInferred,
  }
}

function whole(count: Maybe<number>, part: number, isIncluded: Maybe<boolean>) {
  if (count == null) return { total: null, isInferred: false }
  if (isIncluded != null) return { total: isIncluded ? count : count + part, isInferred: false }
  const isLess = count < part
  return { total: isLess ? count + part : count, isInferred: isLess }
}
