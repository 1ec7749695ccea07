import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { PriceOf } from '@/lib/pricing/price-of'
import { storableText } from '@/lib/text/storable-text'
import { callMetadata } from '@/lib/tracking/call-metadata'
import { type CallEvent, MAX_COUNT } from '@/lib/tracking/event'
import { tokenColumns } from '@/lib/tracking/new-call-event'
import { priceColumns } from '@/lib/tracking/price-columns'
import { redactSecrets } from '@/lib/tracking/redact-secrets'
import { type ReportedUsage, wholeUsage } from '@/lib/tracking/reported-usage'
import { COMPLEXITIES, OUTCOMES, type Outcome, type Source, TASK_TYPES } from '@/lib/vocabulary'

const DAY_MS = 86_400_000
/** Days back and ahead: two days less than there are partitions for, which is how long a call may wait in the outbox. */
const KEPT_DAYS = 90
const AHEAD_DAYS = 1

const text = (max: number) =>
  z
    .string()
    .transform((value) => storableText(value).trim())
    .pipe(z.string().min(1).max(max))
const count = z.int().min(0, { abort: true }).max(MAX_COUNT, { abort: true })
const milliseconds = z.number().min(0).max(MAX_COUNT).transform(Math.round)
const instant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine((at) => at.getTime() >= Date.now() - KEPT_DAYS * DAY_MS, `more than ${KEPT_DAYS} days ago`)
  .refine((at) => at.getTime() <= Date.now() + AHEAD_DAYS * DAY_MS, 'more than a day ahead')

/**
 * A call as somebody outside reports it: one attempt that a provider saw. Only `provider` and `model` must be given; null
 * is the same as left out, and means unknown.
 */
export const reportedCall = z
  .strictObject({
    /** With the same timestamp it names the same call, however often it is sent. */
    id: z.uuid().toLowerCase().nullish(),
    /** When the call began; now less `responseTimeMs` where it is left out. */
    timestamp: instant.nullish(),
    provider: text(100),
    /** As it was asked for. */
    model: text(200),
    /** As it answered, where that is another name. */
    responseModel: text(200).nullish(),
    feature: text(100).nullish(),
    taskType: z.enum(TASK_TYPES).nullish(),
    taskComplexity: z.enum(COMPLEXITIES).nullish(),
    responseTimeMs: milliseconds.nullish(),
    timeToFirstTokenMs: milliseconds.nullish(),
    inputTokens: count.nullish(),
    outputTokens: count.nullish(),
    cachedInputTokens: count.nullish(),
    cacheWriteTokens: count.nullish(),
    reasoningTokens: count.nullish(),
    /** Whether `inputTokens` holds both cache counts; left out, they hold them unless they are too few for it. */
    inputIncludesCache: z.boolean().nullish(),
    /** The same of `outputTokens` and `reasoningTokens`. */
    outputIncludesReasoning: z.boolean().nullish(),
    usageEstimated: z.boolean().nullish(),
    /** What the call really cost; left out, it is priced by the catalogue. */
    costUsd: z.number().min(0).max(99_999_999).nullish(),
    /** Answered from a cache of the reporter's own. */
    cached: z.boolean().nullish(),
    outcome: z.enum(OUTCOMES).nullish(),
    success: z.boolean().nullish(),
    errorKind: text(100)
      .transform((value) => redactSecrets(value).slice(0, 100))
      .nullish(),
    errorMessage: z
      .string()
      .transform((value) => storableText(redactSecrets(value).slice(0, 2000)))
      .nullish(),
    /** 0–1. */
    confidenceScore: z.number().min(0).max(1).nullish(),
    /** The reporter's own name for whoever asked. */
    user: text(200).nullish(),
    conversationId: text(200).nullish(),
    /** Shared by the attempts of one request. */
    requestId: z.uuid().nullish(),
    runId: z.uuid().nullish(),
    projectId: z.uuid().nullish(),
    metadata: callMetadata.nullish(),
  })
  .superRefine((call, { addIssue }) => {
    const refuse = (path: keyof typeof call, message: string) =>
      addIssue({ code: 'custom', path: [path], message })
    if (call.id && !call.timestamp) refuse('timestamp', 'required with id: both together name the call')
    if (call.success != null && call.outcome != null && call.success !== (call.outcome === 'ok')) {
      refuse('success', `does not fit outcome ${call.outcome}`)
    }
    const { input, output, cacheRead, cacheWrite, reasoning } = wholeUsage(call).tokens
    if (input !== null && ((cacheRead ?? 0) + (cacheWrite ?? 0) > input || input > MAX_COUNT)) {
      refuse('inputTokens', 'does not fit cachedInputTokens and cacheWriteTokens')
    }
    if (output !== null && ((reasoning ?? 0) > output || output > MAX_COUNT)) {
      refuse('outputTokens', 'does not fit reasoningTokens')
    } else if (input !== null && input <= MAX_COUNT && input + (output ?? 0) > MAX_COUNT) {
      refuse('outputTokens', `more than ${MAX_COUNT} together with inputTokens`)
    }
  })
export type ReportedCall = z.output<typeof reportedCall>

/** What is wrong with a call from before its team's `callsFrom`: it may have been counted and removed; null when nothing is. */
export function lateness(at: Date, callsFrom: Date | null): string | null {
  return callsFrom === null || at >= callsFrom
    ? null
    : `before ${callsFrom.toISOString()}, the first moment of which this team keeps calls`
}

export type Reporter = { teamId: string; source: Source; priceOf: PriceOf }

/** The row of a reported call, with its price; the id and the time are made here where the report has none. */
export function callEventOf(report: ReportedCall, { teamId, source, priceOf }: Reporter): CallEvent {
  const startedAt = report.timestamp ?? new Date(Date.now() - (report.responseTimeMs ?? 0))
  const arm = { provider: report.provider, model: report.model }
  const responseModel = report.responseModel ?? null
  const { tokens, isInferred } = wholeUsage(usageOf(report))
  const isEstimated = report.usageEstimated ?? false
  return {
    kind: 'call',
    team_id: teamId,
    id: report.id ?? uuidv7({ msecs: startedAt.getTime() }),
    timestamp: startedAt.toISOString(),
    ...arm,
    response_model: responseModel === report.model ? null : responseModel,
    response_time_ms: report.responseTimeMs ?? null,
    time_to_first_token_ms: report.timeToFirstTokenMs ?? null,
    ...tokenColumns({ tokens, isEstimated }),
    ...priceColumns(priceOf, {
      provider: report.provider,
      models: [responseModel, report.model],
      at: startedAt,
      tokens,
    }),
    // Prices that did not make this cost would only mislead.
    ...(report.costUsd != null && { ...UNPRICED, cost_usd: report.costUsd }),
    cached: report.cached ?? false,
    outcome: outcomeOf(report),
    error_kind: report.errorKind ?? null,
    error_message: report.errorMessage ?? null,
    ...placeOf(report),
    source,
    metadata: { ...report.metadata, ...(isInferred && { usage_inferred: true }) },
  }
}

/** Nobody reports that an embedding has no output. */
function usageOf(report: ReportedCall): ReportedUsage {
  return report.feature === 'embedding_generation' && report.outputTokens == null
    ? { ...report, outputTokens: 0 }
    : report
}

const UNPRICED = {
  cost_usd: null,
  input_usd_per_mtok: null,
  output_usd_per_mtok: null,
  cache_read_usd_per_mtok: null,
  cache_write_usd_per_mtok: null,
  reasoning_usd_per_mtok: null,
}

function placeOf(report: ReportedCall) {
  return {
    user_id: null,
    external_user_id: report.user ?? null,
    request_id: report.requestId ?? null,
    task_type: report.taskType ?? 'other',
    task_complexity: report.taskComplexity ?? 'medium',
    feature: report.feature ?? 'chat',
    project_id: report.projectId ?? null,
    run_id: report.runId ?? null,
    conversation_id: report.conversationId ?? null,
    message_id: null,
    recommendation_id: null,
    confidence_score: report.confidenceScore ?? null,
  } as const
}

function outcomeOf({ outcome, success, errorKind, errorMessage }: ReportedCall): Outcome {
  if (outcome) return outcome
  const isFailed = success === false || (success == null && Boolean(errorKind || errorMessage))
  if (!isFailed) return 'ok'
  return errorKind === 'timeout' ? 'timeout' : 'error'
}
