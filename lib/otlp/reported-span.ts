import { v5 as uuidv5 } from 'uuid'
import type { z } from 'zod'
import { firstOf, numberOf, textOf, widerTextOf } from '@/lib/otlp/attribute'
import { ATTRIBUTE_NAMES, FIRST_CHUNK_EVENT } from '@/lib/otlp/attribute-names'
import { finishReason } from '@/lib/otlp/finish-reason'
import { oneOf, uuidOrNull } from '@/lib/otlp/one-of'
import { type CallKind, operationOf } from '@/lib/otlp/operation'
import { providerName } from '@/lib/otlp/provider-name'
import { runIdOf } from '@/lib/otlp/run-of-trace'
import { msOf, type Span } from '@/lib/otlp/span'
import { spanFailure } from '@/lib/otlp/span-failure'
import type { SpanTree } from '@/lib/otlp/span-tree'
import { spanUsage } from '@/lib/otlp/span-usage'
import type { reportedCall } from '@/lib/tracking/reported-call'
import { COMPLEXITIES, TASK_TYPES } from '@/lib/vocabulary'

/** Another namespace would make other ids of the same spans. */
const CALLS = '6b5f9a3e-2c41-5d0a-9c1e-8f2d7a4b6c10'
/** What an SDK says whose service has no name. */
const NAMELESS = /^unknown_service/

/**
 * The call that a span reports, still to be parsed. Who asked, for what and in which conversation may be said by a span
 * around it in the same export.
 */
export function reportedSpan(span: Span, kind: CallKind, tree: SpanTree): z.input<typeof reportedCall> {
  const answered = textOf(span, 'responseModel', 200)
  const failure = spanFailure(span)
  return {
    id: uuidv5(`${span.traceId}${span.spanId}`, CALLS),
    timestamp: new Date(msOf(span.startNs)).toISOString(),
    provider: providerName(textOf(span, 'provider', 100) ?? 'unknown'),
    model: textOf(span, 'model', 200) ?? answered ?? 'unknown',
    responseModel: answered,
    feature: tree.nearest(span, 'feature') ?? defaultFeature(span, kind),
    taskType: oneOf(TASK_TYPES, tree.nearest(span, 'taskType')),
    taskComplexity: oneOf(COMPLEXITIES, tree.nearest(span, 'taskComplexity')),
    responseTimeMs: span.endNs < span.startNs ? null : Number(span.endNs - span.startNs) / 1e6,
    timeToFirstTokenMs: firstTokenMs(span),
    ...spanUsage(span, kind),
    outcome: failure?.outcome ?? 'ok',
    errorKind: failure?.errorKind,
    errorMessage: failure?.errorMessage,
    user: tree.nearest(span, 'user'),
    conversationId: tree.nearest(span, 'conversation'),
    runId: runIdOf(span.traceId),
    projectId: uuidOrNull(tree.nearest(span, 'project')),
    metadata: metadataOf(span),
  }
}

function defaultFeature(span: Span, kind: CallKind): string | null {
  if (kind === 'embedding') return 'embedding_generation'
  const service = widerTextOf(span, 'service', 100)
  return service === null || NAMELESS.test(service) ? null : service
}

function firstTokenMs(span: Span): number | null {
  const seconds = numberOf(span, 'firstTokenSeconds')
  if (seconds !== null) return seconds * 1000
  const event = span.events.find(({ name }) => name === FIRST_CHUNK_EVENT)
  const said = numberOf(span, 'firstTokenMs') ?? (event ? numberOf(event, 'firstTokenMs') : null)
  if (said !== null || !event || event.timeNs < span.startNs) return said
  return Number(event.timeNs - span.startNs) / 1e6
}

/** Without what is so of most calls. */
function metadataOf(span: Span): Record<string, string | number> {
  const operation = operationOf(span)
  const reason = finishReason(firstOf(span.attributes, ATTRIBUTE_NAMES.finishReason))
  const responseId = textOf(span, 'responseId', 200)
  const service = widerTextOf(span, 'service', 200)
  const reportedCost = numberOf(span, 'reportedCost')
  return {
    trace_id: span.traceId,
    span_id: span.spanId,
    ...(operation && operation !== 'chat' && { operation }),
    ...(service && !NAMELESS.test(service) && { service }),
    ...(responseId && { response_id: responseId }),
    ...(reason && reason !== 'stop' && { finish_reason: reason }),
    ...(reportedCost !== null && { reported_cost_usd: reportedCost }),
  }
}
