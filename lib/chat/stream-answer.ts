import 'server-only'
import {
  createUIMessageStreamResponse,
  streamText,
  type ToolSet,
  toUIMessageStream,
  type UIMessageChunk,
} from 'ai'
import type { ChatFailure } from '@/lib/chat/chat-failure'
import type { ChatMessage, ChatMetadata } from '@/lib/chat/chat-message'
import { failureSentence } from '@/lib/chat/failure-sentence'
import { timeLimits } from '@/lib/chat/time-limits'
import { withEnding } from '@/lib/chat/with-ending'
import { log } from '@/lib/log'
import type { PriceOf } from '@/lib/pricing/price-of'
import { languageModel } from '@/lib/providers/language-model'
import type { CallContext } from '@/lib/tracking/call-context'
import { callFailure } from '@/lib/tracking/call-failure'
import type { CallEvent } from '@/lib/tracking/event'
import { trackedModel } from '@/lib/tracking/tracking-middleware'
import type { Arm, Outcome } from '@/lib/vocabulary'

export type AnswerRequest = {
  messages: { role: 'user' | 'assistant'; content: string }[]
  /** Of the answer, whose arm is the model to call. */
  context: CallContext & { messageId: string }
  priceOf: PriceOf
  metadata: ChatMetadata
  /** Best first, for the user to try after a failure. */
  alternatives: Arm[]
  /** Aborted when the browser stops or goes away. */
  signal: AbortSignal
  onCall: (call: CallEvent) => void
  /** Called exactly once, however the answer ends. */
  onEnd: (answer: { text: string; outcome: Outcome }) => void
}

/** Begins the answer and streams it to the browser in the UI message protocol. */
export function streamAnswer(request: AnswerRequest): Response {
  const { context, priceOf, metadata, alternatives, onCall, onEnd } = request
  const limits = timeLimits()
  const start = startLimit(limits.startMs)
  const leaving = new AbortController()
  let lastCall: CallEvent | undefined
  const model = trackedModel(languageModel(context.arm), {
    context,
    priceOf,
    record: (call) => {
      lastCall = call
      onCall(call)
    },
  })
  const result = streamText({
    model,
    messages: request.messages,
    abortSignal: AbortSignal.any([request.signal, start.signal, leaving.signal]),
    timeout: { totalMs: limits.totalMs, chunkMs: limits.pauseMs },
    // Not the error itself, which holds the conversation.
    onError: ({ error }) => {
      const { errorKind, errorMessage } = callFailure(error)
      log.warn({ ...context.arm, messageId: context.messageId, errorKind, errorMessage }, 'a model failed')
    },
  })
  const chunks: ReadableStream<UIMessageChunk> = toUIMessageStream<ToolSet, ChatMessage>({
    stream: result.stream,
    generateMessageId: () => context.messageId,
    messageMetadata: ({ part }) => (part.type === 'start' ? metadata : undefined),
    onError: () => '',
  })
  const stream = withEnding(chunks, {
    leave: () => leaving.abort(),
    outcome: () => lastCall?.outcome ?? 'stopped',
    failureText: () => failureText(context.arm, lastCall?.error_kind ?? null, alternatives),
    onBegin: start.clear,
    onEnd: (answer) => {
      start.clear()
      onEnd(answer)
    },
  })
  return createUIMessageStreamResponse({ stream })
}

/** The SDK's own limit for the first chunk only runs once the provider has sent its headers. */
function startLimit(ms: number): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController()
  const reason = () => new DOMException('The model did not begin to answer in time.', 'TimeoutError')
  const timer = setTimeout(() => controller.abort(reason()), ms)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}

function failureText(arm: Arm, errorKind: string | null, alternatives: Arm[]): string {
  const failure: ChatFailure = {
    message: failureSentence(errorKind),
    failed: { provider: arm.provider, model: arm.model },
    alternatives: nextToTry(arm, errorKind, alternatives),
  }
  return JSON.stringify(failure)
}

/** What a whole provider suffers from, its other models suffer from too: those come last. */
const OF_THE_PROVIDER = new Set(['unauthorized', 'network', 'overloaded'])

function nextToTry(failed: Arm, errorKind: string | null, alternatives: Arm[]): Arm[] {
  const isAffected = ({ provider }: Arm) =>
    errorKind !== null && OF_THE_PROVIDER.has(errorKind) && provider === failed.provider
  const arms = alternatives.map(({ provider, model }) => ({ provider, model }))
  return [...arms.filter((arm) => !isAffected(arm)), ...arms.filter(isAffected)]
}
