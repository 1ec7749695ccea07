import { type AttributeName, negativeOf, numberOf } from '@/lib/otlp/attribute'
import type { CallKind } from '@/lib/otlp/operation'
import type { Span } from '@/lib/otlp/span'

const COUNTS = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'reasoningTokens',
  'totalTokens',
] as const satisfies AttributeName[]

/** What is wrong with the counts of a span, by the name of its attribute; null when nothing is. */
export function usageComplaint(span: Span): string | null {
  const attribute = negativeOf(span, COUNTS)
  return attribute === null ? null : `${attribute}: less than 0`
}

/**
 * The token counts of a span. By the conventions the input holds both cache counts and the output the reasoning; where
 * the span's own total says otherwise, it is believed.
 */
export function spanUsage(span: Span, kind: CallKind) {
  const count = (name: (typeof COUNTS)[number]) => rounded(numberOf(span, name))
  const inputTokens = count('inputTokens')
  const outputTokens = count('outputTokens') ?? (kind === 'embedding' && inputTokens !== null ? 0 : null)
  const cachedInputTokens = count('cacheReadTokens')
  const cacheWriteTokens = count('cacheWriteTokens')
  const reasoningTokens = count('reasoningTokens')
  const total = count('totalTokens')
  const cache = (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0)
  const reasoning = reasoningTokens ?? 0
  const isTotal = (more: number) =>
    total !== null && more > 0 && total === (inputTokens ?? 0) + (outputTokens ?? 0) + more
  return {
    inputTokens,
    outputTokens,
    cachedInputTokens,
    cacheWriteTokens,
    reasoningTokens,
    ...(cache > 0 && (isTotal(cache) || isTotal(cache + reasoning)) && { inputIncludesCache: false }),
    ...(reasoning > 0 &&
      (isTotal(reasoning) || isTotal(cache + reasoning)) && { outputIncludesReasoning: false }),
  }
}

function rounded(count: number | null): number | null {
  return count === null ? null : Math.round(count)
}
