import type { Span } from '@/lib/otlp/span'

const MAX_HEIGHT = 64

export const spanKey = (traceId: string, spanId: string) => `${traceId}:${spanId}`

/** The spans of one export by their ids; parents that come in another export are not there. */
export class SpanTree {
  private readonly byKey: ReadonlyMap<string, Span>

  constructor(spans: readonly Span[]) {
    this.byKey = new Map(spans.map((span) => [spanKey(span.traceId, span.spanId), span]))
  }

  at(key: string): Span | undefined {
    return this.byKey.get(key)
  }

  parentOf(span: Span): Span | undefined {
    return this.byKey.get(spanKey(span.traceId, span.parentSpanId))
  }

  /** The span and those above it, nearest first; not further than spans are nested in earnest, or may lead in a circle. */
  *lineOf(span: Span): Generator<Span> {
    let one: Span | undefined = span
    for (let height = 0; one && height < MAX_HEIGHT; height++) {
      yield one
      one = this.parentOf(one)
    }
  }
}
