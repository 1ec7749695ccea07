import { type CallKind, callKind } from '@/lib/otlp/operation'
import type { Span } from '@/lib/otlp/span'
import { type SpanTree, spanKey } from '@/lib/otlp/span-tree'

/** Marks of one team's spans that outlive an export. */
export type Marks = { has: (mark: string) => boolean }

/**
 * The spans that are calls, and marks to keep for the exports that follow. Several layers report the same call, each
 * with its usage; only the innermost counts. A span ends, and is exported, before the one around it, so a span is known
 * by its mark to hold a counted one whichever export brings it. Only where a parent ends before its child, or another
 * service exports the child later, both are counted.
 */
export function callSpans(spans: readonly Span[], tree: SpanTree, known: Marks) {
  const covered = new Set<string>()
  for (const span of spans) {
    for (const kind of ['text', 'embedding'] as const) {
      const holdsCall = known.has(markOf(spanKey(span.traceId, span.spanId), kind))
      if (holdsCall || callKind(span) === kind) coverParents(span, kind, tree, covered)
    }
  }
  const isCovered = (span: Span, kind: CallKind) => {
    const mark = markOf(spanKey(span.traceId, span.spanId), kind)
    return covered.has(mark) || known.has(mark)
  }
  const calls = spans.flatMap((span) => {
    const kind = callKind(span)
    return kind !== null && !isCovered(span, kind) ? [{ span, kind }] : []
  })
  return { calls, marks: covered }
}

function coverParents(span: Span, kind: CallKind, tree: SpanTree, covered: Set<string>): void {
  for (let below: Span | undefined = span; below?.parentSpanId; below = tree.parentOf(below)) {
    const mark = markOf(spanKey(below.traceId, below.parentSpanId), kind)
    if (covered.has(mark)) return
    covered.add(mark)
  }
}

function markOf(key: string, kind: CallKind): string {
  return `${key}:${kind}`
}
