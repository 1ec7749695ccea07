import { textOf, widerTextOf } from '@/lib/otlp/attribute'
import type { Span } from '@/lib/otlp/span'

/** What a span around a call may say of it, in characters at most. */
const SAID_AROUND = {
  feature: 100,
  taskType: 100,
  taskComplexity: 100,
  user: 200,
  conversation: 200,
  project: 36,
} as const
type SaidAround = keyof typeof SAID_AROUND

export const spanKey = (traceId: string, spanId: string) => `${traceId}:${spanId}`

/**
 * The spans of one export by their ids; parents that come in another export are not there. However deep they are nested,
 * what is asked of all of them takes time in proportion to their number.
 */
export class SpanTree {
  private readonly parents: ReadonlyMap<Span, Span | undefined>
  private readonly said = new Map<SaidAround, ReadonlyMap<Span, string | null>>()

  constructor(private readonly spans: readonly Span[]) {
    const byKey = new Map(spans.map((span) => [spanKey(span.traceId, span.spanId), span]))
    this.parents = new Map(spans.map((span) => [span, byKey.get(spanKey(span.traceId, span.parentSpanId))]))
  }

  parentOf(span: Span): Span | undefined {
    return this.parents.get(span)
  }

  /** All spans, each behind the one above it, unless that one leads in a circle. */
  *outermostFirst(): Generator<Span> {
    const seen = new Set<Span>()
    for (const span of this.spans) {
      const line: Span[] = []
      for (let one: Span | undefined = span; one && !seen.has(one); one = this.parentOf(one)) {
        seen.add(one)
        line.push(one)
      }
      yield* line.reverse()
    }
  }

  /** What the span says under that name, else the nearest above it that says anything, else its service. */
  nearest(span: Span, name: SaidAround): string | null {
    const said = this.said.get(name) ?? this.saidByAll(name)
    this.said.set(name, said)
    return said.get(span) ?? widerTextOf(span, name, SAID_AROUND[name])
  }

  private saidByAll(name: SaidAround): ReadonlyMap<Span, string | null> {
    const said = new Map<Span, string | null>()
    for (const span of this.outermostFirst()) {
      const above = this.parentOf(span)
      said.set(span, textOf(span, name, SAID_AROUND[name]) ?? (above && said.get(above)) ?? null)
    }
    return said
  }
}
