import { callSpans, type Marks } from '@/lib/otlp/call-spans'
import { keptText } from '@/lib/otlp/kept-text'
import { operationOf } from '@/lib/otlp/operation'
import { reportedSpan } from '@/lib/otlp/reported-span'
import { runOfTrace } from '@/lib/otlp/run-of-trace'
import type { Span } from '@/lib/otlp/span'
import { spanComplaint } from '@/lib/otlp/span-complaint'
import { SpanTree } from '@/lib/otlp/span-tree'
import { usageComplaint } from '@/lib/otlp/span-usage'
import type { PriceOf } from '@/lib/pricing/price-of'
import type { CallEvent, RunEvent } from '@/lib/tracking/event'
import { callEventOf, reportedCall } from '@/lib/tracking/reported-call'

type Receiver = {
  teamId: string
  priceOf: PriceOf
  /** The first moment of which the team takes calls; null while that is not known. */
  callsFrom: Date | null
  /** What earlier exports of the team have left to be known. */
  known: Marks
}

export type TraceExport = {
  events: (CallEvent | RunEvent)[]
  /** To be known to later exports once the events are kept. */
  marks: ReadonlyMap<string, number>
  /** One for each span that was refused. */
  complaints: string[]
}

/** What is kept of an export: its calls, and the runs that its traces are. Other spans are taken and forgotten. */
export function readTraceExport(
  spans: readonly Span[],
  { teamId, priceOf, callsFrom, known }: Receiver,
): TraceExport {
  const complaints = spans.map((span) => spanComplaint(span, callsFrom))
  const sound = spans.filter((_, index) => complaints[index] === null)
  const tree = new SpanTree(sound)
  const { calls, marks } = callSpans(sound, tree, known)
  const refused = complaints.filter((complaint) => complaint !== null)
  const events: TraceExport['events'] = tracesOf(sound, known).map((trace) => runOfTrace(teamId, trace))
  for (const { span, kind } of calls) {
    const complaint = usageComplaint(span)
    if (complaint !== null) {
      refused.push(complaint)
      continue
    }
    const { data, error } = reportedCall.safeParse(reportedSpan(span, kind, tree))
    if (error) {
      refused.push(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
      continue
    }
    const call = callEventOf(data, { teamId, source: 'otlp', priceOf })
    events.push({ ...call, metadata: { ...call.metadata, ...keptText(span) } })
  }
  for (const event of events) {
    if (event.kind === 'run') marks.set(String(event.metadata.trace_id), Number.POSITIVE_INFINITY)
  }
  return { events, marks, complaints: refused }
}

/** Spans by their trace, of those traces that have to do with models by what came now or before. */
function tracesOf(spans: readonly Span[], known: Marks): [Span, ...Span[]][] {
  const traces = new Map<string, [Span, ...Span[]]>()
  const isOfModels = new Set<string>()
  for (const span of spans) {
    const trace = traces.get(span.traceId)
    if (trace) trace.push(span)
    else traces.set(span.traceId, [span])
    if (operationOf(span) !== null || known.get(span.traceId) !== undefined) isOfModels.add(span.traceId)
  }
  return [...traces].filter(([traceId]) => isOfModels.has(traceId)).map(([, trace]) => trace)
}
