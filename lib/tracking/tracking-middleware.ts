import type { LanguageModelV4, LanguageModelV4Middleware, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { wrapLanguageModel } from 'ai'
import type { PriceOf } from '@/lib/pricing/price-of'
import type { CallContext } from '@/lib/tracking/call-context'
import { CallRecorder } from '@/lib/tracking/call-recorder'
import type { CallEvent } from '@/lib/tracking/event'

export type CallTracking = {
  context: CallContext
  priceOf: PriceOf
  /** Called once per attempt, when it ends; must not throw. */
  record: (event: CallEvent) => void
}

/**
 * The model to give to `streamText` or `generateText` for one request: yields one `CallEvent` per attempt that the
 * provider sees, however it ends. Give the request an `abortSignal` and a `timeout` too, or a hung one is recorded late.
 */
export function trackedModel(model: LanguageModelV4, tracking: CallTracking): LanguageModelV4 {
  return wrapLanguageModel({ model, middleware: trackingMiddleware(tracking) })
}

function trackingMiddleware(tracking: CallTracking): LanguageModelV4Middleware {
  let attempts = 0
  return {
    specificationVersion: 'v4',
    async wrapGenerate({ doGenerate, params }) {
      // The provider never sees an attempt that is aborted before it starts.
      if (params.abortSignal?.aborted) return doGenerate()
      const recorder = new CallRecorder(tracking, params, ++attempts)
      const result = await orFailed(recorder, doGenerate)
      recorder.answered(result)
      return result
    },
    async wrapStream({ doStream, params }) {
      if (params.abortSignal?.aborted) return doStream()
      const recorder = new CallRecorder(tracking, params, ++attempts)
      const result = await orFailed(recorder, doStream)
      return { ...result, stream: watched(result.stream, recorder) }
    },
  }
}

async function orFailed<T>(recorder: CallRecorder, attempt: () => PromiseLike<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    recorder.failed(error)
    throw error
  }
}

/** A `TransformStream` would not tell a stream that breaks from a reader who leaves. */
function watched(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  recorder: CallRecorder,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = stream.getReader()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await orFailed(recorder, () => reader.read())
      if (done) {
        recorder.closed()
        controller.close()
      } else {
        recorder.part(value)
        controller.enqueue(value)
      }
    },
    async cancel(reason) {
      recorder.cancelled()
      await reader.cancel(reason)
    },
  })
}
