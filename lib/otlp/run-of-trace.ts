import { v5 as uuidv5 } from 'uuid'
import { textOf, widerTextOf } from '@/lib/otlp/attribute'
import { uuidOrNull } from '@/lib/otlp/one-of'
import { msOf, type Span } from '@/lib/otlp/span'
import type { RunEvent } from '@/lib/tracking/event'

/** Another namespace would make other ids of the same traces. */
const RUNS = '0d2c5f0e-7a0b-5f8e-8c57-0b7f3c1de2a9'

/** The same for a trace whichever of its spans come, and however often. */
export function runIdOf(traceId: string): string {
  return uuidv5(traceId, RUNS)
}

/**
 * What an export says of the run that a trace is; its spans may come in several, whose reports add up. A run counts as
 * completed as soon as anything of it has come, because the span that holds the whole trace may go elsewhere; it has
 * failed when that span comes and has.
 */
export function runOfTrace(teamId: string, spans: readonly [Span, ...Span[]]): RunEvent {
  const [first] = spans
  const root = spans.find(({ parentSpanId }) => parentSpanId === '')
  const anywhere = (name: 'mode' | 'project', max: number) =>
    spans.map((span) => widerTextOf(span, name, max)).find((value) => value !== null) ?? null
  return {
    kind: 'run',
    team_id: teamId,
    id: runIdOf(first.traceId),
    project_id: uuidOrNull(anywhere('project', 36)),
    mode: anywhere('mode', 100),
    status: root?.isError ? 'failed' : 'completed',
    qa_status: 'not_run',
    started_at: new Date(Math.min(...spans.map(({ startNs }) => msOf(startNs)))).toISOString(),
    finished_at: new Date(
      Math.max(...spans.map(({ startNs, endNs }) => Math.max(msOf(startNs), msOf(endNs)))),
    ).toISOString(),
    source: 'otlp',
    metadata: {
      trace_id: first.traceId,
      ...(root && {
        name: root.name.slice(0, 200),
        service: widerTextOf(root, 'service', 200),
        agent: textOf(root, 'feature', 100),
      }),
    },
  }
}
