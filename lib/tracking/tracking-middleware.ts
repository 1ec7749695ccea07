import type { LanguageModelV4, LanguageModelV4Middleware } from '@ai-sdk/provider'
import { wrapLanguageModel } from 'ai'
import type { CallContext } from '@/lib/tracking/call-context'
import type { CallEvent } from '@/lib/tracking/event'
import type { PriceOf } from '@/lib/tracking/price-of'

export type CallTracking = {
  context: CallContext
  priceOf: PriceOf
  /** Called exactly once per attempt; must not throw. */
  record: (event: CallEvent) => void
}

/** Yields one `CallEvent` per attempt that the provider sees, however it ends. */
export declare function trackingMiddleware(tracking: CallTracking): LanguageModelV4Middleware

/** The model to give to `streamText` for one request. Pass an `abortSignal` and `timeout` too: without them a hung stream ends never. */
export function trackedModel(model: LanguageModelV4, tracking: CallTracking): LanguageModelV4 {
  return wrapLanguageModel({ model, middleware: trackingMiddleware(tracking) })
}
