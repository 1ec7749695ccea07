import { v7 as uuidv7 } from 'uuid'
import type { CallFailure } from '@/lib/tracking/call-failure'
import type { CallEvent } from '@/lib/tracking/event'
import { priceColumns } from '@/lib/tracking/price-columns'
import type { TokenCounts } from '@/lib/tracking/token-counts'
import type { CallTracking } from '@/lib/tracking/tracking-middleware'

export type Measured = {
  startedAt: Date
  responseTimeMs: number
  timeToFirstTokenMs: number | null
  responseModel: string | null
  tokens: TokenCounts
  isEstimated: boolean
  /** Null for a call that ended well. */
  failure: CallFailure | null
  finishReason: string | null
  /** Counts from 1 within a request. */
  attempt: number
}

/** The row of one attempt. */
export function newCallEvent({ context, priceOf }: CallTracking, call: Measured): CallEvent {
  return {
    kind: 'call',
    id: uuidv7({ msecs: call.startedAt.getTime() }),
    timestamp: call.startedAt.toISOString(),
    ...whoAndWhat(context),
    response_model: call.responseModel === context.arm.model ? null : call.responseModel,
    response_time_ms: call.responseTimeMs,
    time_to_first_token_ms: call.timeToFirstTokenMs,
    ...tokenColumns(call),
    ...priceColumns(priceOf, {
      provider: context.arm.provider,
      models: [call.responseModel, context.arm.model],
      at: call.startedAt,
      tokens: call.tokens,
    }),
    cached: false,
    outcome: call.failure?.outcome ?? 'ok',
    error_kind: call.failure?.errorKind ?? null,
    error_message: call.failure?.errorMessage ?? null,
    // Without what is so of most calls: their metadata would take more room than their figures.
    metadata: {
      ...context.metadata,
      ...(call.attempt > 1 && { attempt: call.attempt }),
      ...(call.finishReason && call.finishReason !== 'stop' && { finish_reason: call.finishReason }),
    },
  }
}

function whoAndWhat(context: CallTracking['context']) {
  return {
    team_id: context.teamId,
    user_id: context.userId,
    external_user_id: context.externalUserId ?? null,
    request_id: context.requestId,
    provider: context.arm.provider,
    model: context.arm.model,
    task_type: context.taskType,
    task_complexity: context.taskComplexity,
    confidence_score: context.confidenceScore ?? null,
    feature: context.feature,
    project_id: context.projectId ?? null,
    run_id: context.runId ?? null,
    conversation_id: context.conversationId ?? null,
    message_id: context.messageId ?? null,
    recommendation_id: context.recommendationId ?? null,
    source: context.source,
  }
}

/** The columns of the tokens. */
export function tokenColumns({ tokens, isEstimated }: Pick<Measured, 'tokens' | 'isEstimated'>) {
  return {
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    cached_input_tokens: tokens.cacheRead,
    cache_write_tokens: tokens.cacheWrite,
    reasoning_tokens: tokens.reasoning,
    tokens_used: tokens.input === null || tokens.output === null ? null : tokens.input + tokens.output,
    usage_estimated: isEstimated,
  }
}
