import { type CallKind, callKind } from '@/lib/otlp/operation'
import { msOf, type Span } from '@/lib/otlp/span'
import { type SpanTree, spanKey } from '@/lib/otlp/span-tree'

/** Marks of one team's spans that outlive an export; where a mark ends in time, its epoch ms, else Infinity. */
export type Marks = { get: (mark: string) => number | undefined }

const KINDS = ['text', 'embedding'] as const

/**
 * The spans that are calls, and marks to keep for the exports that follow. Several layers report the same call, each
 * with its usage; of one program's only the innermost counts. A span ends, and is exported, before the one around it, so a
 * span is known by its mark to hold a counted one whichever export brings it. Another service may export the inner one
 * later: that begins while the counted one around it lasts, and is not counted again.
 */
export function callSpans(spans: readonly Span[], tree: SpanTree, known: Marks) {
  const covered = new Set<string>()
  for (const span of spans) {
    for (const kind of KINDS) {
      const holdsCall = known.get(holderMark(keyOf(span), kind)) !== undefined
      if (holdsCall || callKind(span) === kind) coverParents(span, kind, tree, covered)
    }
  }
  const isCovered = (span: Span, kind: CallKind) => {
    const mark = holderMark(keyOf(span), kind)
    return covered.has(mark) || known.get(mark) !== undefined
  }
  const marks = new Map([...covered].map((mark) => [mark, Number.POSITIVE_INFINITY]))
  const counted = new Map<Span, CallKind>()
  for (const span of tree.outermostFirst()) {
    const own = callKind(span)
    for (const kind of KINDS) {
      const around = insideMark(parentKeyOf(span), kind)
      let endMs = latest(known.get(around), marks.get(around))
      if (own === kind && !isCovered(span, kind) && msOf(span.startNs) >= endMs) {
        counted.set(span, kind)
        endMs = latest(endMs, msOf(span.endNs))
      }
      if (endMs !== Number.NEGATIVE_INFINITY) marks.set(insideMark(keyOf(span), kind), endMs)
    }
  }
  const calls = spans.flatMap((span) => {
    const kind = counted.get(span)
    return kind === undefined ? [] : [{ span, kind }]
  })
  return { calls, marks }
}

function coverParents(span: Span, kind: CallKind, tree: SpanTree, covered: Set<string>): void {
  for (let below: Span | undefined = span; below?.parentSpanId; below = tree.parentOf(below)) {
    const mark = holderMark(parentKeyOf(below), kind)
    if (covered.has(mark)) return
    covered.add(mark)
  }
}

/** The later end of two calls around a span, epoch ms; -Infinity where there is neither. */
function latest(one = Number.NEGATIVE_INFINITY, other = Number.NEGATIVE_INFINITY): number {
  return Math.max(one, other)
}

const keyOf = (span: Span) => spanKey(span.traceId, span.spanId)
const parentKeyOf = (span: Span) => spanKey(span.traceId, span.parentSpanId)
const holderMark = (key: string, kind: CallKind) => `${key}:${kind}`
const insideMark = (key: string, kind: CallKind) => `${key}:in ${kind}`
