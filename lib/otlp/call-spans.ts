import { type CallKind, callKind } from '@/lib/otlp/operation'
import type { Span } from '@/lib/otlp/span'
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
  const calls = spans.flatMap((span) => {
    const kind = callKind(span)
    const isCall = kind !== null && !isCovered(span, kind) && !isInside(span, kind, tree, known)
    return isCall ? [{ span, kind }] : []
  })
  const marks = new Map([...covered].map((mark) => [mark, Number.POSITIVE_INFINITY]))
  const counted = new Map(calls.map(({ span, kind }) => [span, kind]))
  for (const span of spans) noteInside(span, tree, { counted, known, marks })
  return { calls, marks }
}

function coverParents(span: Span, kind: CallKind, tree: SpanTree, covered: Set<string>): void {
  for (let below: Span | undefined = span; below?.parentSpanId; below = tree.parentOf(below)) {
    const mark = holderMark(parentKeyOf(below), kind)
    if (covered.has(mark)) return
    covered.add(mark)
  }
}

/** Whether the span, or one around it in this export, began inside a call that an earlier export has brought. */
function isInside(span: Span, kind: CallKind, tree: SpanTree, known: Marks): boolean {
  const startMs = Number(span.startNs / 1_000_000n)
  return [...tree.lineOf(span)].some(
    (one) => startMs < (known.get(insideMark(parentKeyOf(one), kind)) ?? Number.NEGATIVE_INFINITY),
  )
}

type Noting = { counted: ReadonlyMap<Span, CallKind>; known: Marks; marks: Map<string, number> }

/** Marks a span that is a counted call, or inside of one, with that one's end. */
function noteInside(span: Span, tree: SpanTree, { counted, known, marks }: Noting): void {
  for (const one of tree.lineOf(span)) {
    const kind = counted.get(one)
    if (kind !== undefined) marks.set(insideMark(keyOf(span), kind), Number(one.endNs / 1_000_000n))
    for (const kind of KINDS) {
      const endMs = known.get(insideMark(parentKeyOf(one), kind))
      if (endMs !== undefined) marks.set(insideMark(keyOf(span), kind), endMs)
    }
  }
}

const keyOf = (span: Span) => spanKey(span.traceId, span.spanId)
const parentKeyOf = (span: Span) => spanKey(span.traceId, span.parentSpanId)
const holderMark = (key: string, kind: CallKind) => `${key}:${kind}`
const insideMark = (key: string, kind: CallKind) => `${key}:in ${kind}`
