import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { wrapEmbeddingModel } from 'ai'
import { type CallFailure, callFailure } from '@/lib/tracking/call-failure'
import { newCallEvent } from '@/lib/tracking/new-call-event'
import { embeddingTokens, type TokenCounts, unknownTokens } from '@/lib/tracking/token-counts'
import type { CallTracking } from '@/lib/tracking/tracking-middleware'

/** The model to give to `embed` or `embedMany` for one request: yields one `CallEvent` per attempt that the provider sees. */
export function trackedEmbeddingModel(model: EmbeddingModelV4, tracking: CallTracking): EmbeddingModelV4 {
  let attempts = 0
  return wrapEmbeddingModel({
    model,
    middleware: {
      specificationVersion: 'v4',
      async wrapEmbed({ doEmbed, params }) {
        // The provider never sees an attempt that is aborted before it starts.
        if (params.abortSignal?.aborted) return doEmbed()
        const record = recorder(tracking, ++attempts)
        try {
          const result = await doEmbed()
          record(null, embeddingTokens(result.usage))
          return result
        } catch (error) {
          record(callFailure(error, params.abortSignal), unknownTokens)
          throw error
        }
      },
    },
  })
}

function recorder(tracking: CallTracking, attempt: number) {
  const startedAt = new Date()
  const started = performance.now()
  return (failure: CallFailure | null, tokens: TokenCounts) =>
    tracking.record(
      newCallEvent(tracking, {
        startedAt,
        responseTimeMs: Math.round(performance.now() - started),
        timeToFirstTokenMs: null,
        responseModel: null,
        tokens,
        isEstimated: false,
        failure,
        finishReason: null,
        attempt,
      }),
    )
}
