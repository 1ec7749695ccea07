import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider'
import { abortedCall, type CallFailure, callFailure, stopped } from '@/lib/tracking/call-failure'
import { type Measured, newCallEvent } from '@/lib/tracking/new-call-event'
import { estimatedTokens, type TokenCounts, tokenCounts } from '@/lib/tracking/token-counts'
import type { CallTracking } from '@/lib/tracking/tracking-middleware'

/** A stream that nobody reads and nobody aborts ends never; after this long it counts as timed out. */
const ABANDONED_AFTER_MS = 30 * 60_000

const truncated: CallFailure = {
  outcome: 'error',
  errorKind: 'truncated',
  errorMessage: 'The stream ended without a finish.',
}
const abandoned: CallFailure = {
  outcome: 'timeout',
  errorKind: 'abandoned',
  errorMessage: 'The stream was neither read to its end nor aborted.',
}

/** Watches one attempt and records it once, at whichever end comes first. */
export class CallRecorder {
  private readonly startedAt = new Date()
  private readonly started = performance.now()
  private readonly watchdog = setTimeout(() => this.end(abandoned), ABANDONED_AFTER_MS).unref()
  private readonly onAbort = () => this.end(this.failure ?? abortedCall(this.signal))
  private readonly signal: AbortSignal
  private firstOutputMs: number | null = null
  private outputCharacters = 0
  private responseModel: string | null = null
  private failure: CallFailure | null = null
  private usage: LanguageModelV4Usage | undefined
  private finishReason: LanguageModelV4FinishReason | undefined
  private recorded = false

  constructor(
    private readonly tracking: CallTracking,
    private readonly params: LanguageModelV4CallOptions,
    private readonly attempt: number,
  ) {
    this.signal = params.abortSignal ?? new AbortController().signal
    this.signal.addEventListener('abort', this.onAbort, { once: true })
  }

  /** A part of a stream, in order. */
  part(part: LanguageModelV4StreamPart): void {
    if (part.type === 'response-metadata') this.responseModel = part.modelId ?? this.responseModel
    else if (part.type === 'error') this.failure ??= callFailure(part.error, this.signal)
    else if (part.type === 'finish') this.finish(part.finishReason, part.usage)
    else this.output(outputLength(part))
  }

  /** The answer of a call that does not stream. */
  answered(result: LanguageModelV4GenerateResult): void {
    this.responseModel = result.response?.modelId ?? null
    this.finish(result.finishReason, result.usage)
  }

  /** The call or its stream threw. */
  failed(error: unknown): void {
    this.end(this.failure ?? callFailure(error, this.signal))
  }

  /** The stream closed; without a finish before, it was cut off. */
  closed(): void {
    this.end(this.failure ?? truncated)
  }

  /** The reader went away. */
  cancelled(): void {
    this.end(this.failure ?? (this.signal.aborted ? abortedCall(this.signal) : stopped))
  }

  private output(length: number | null): void {
    if (length === null) return
    this.outputCharacters += length
    this.firstOutputMs ??= this.elapsedMs()
  }

  private finish(reason: LanguageModelV4FinishReason, usage: LanguageModelV4Usage): void {
    this.usage = usage
    this.finishReason = reason
    this.end(this.failure ?? finishFailure(reason, usage))
  }

  private end(failure: CallFailure | null): void {
    if (this.recorded) return
    this.recorded = true
    clearTimeout(this.watchdog)
    this.signal.removeEventListener('abort', this.onAbort)
    this.tracking.record(newCallEvent(this.tracking, this.measured(failure)))
  }

  private measured(failure: CallFailure | null): Measured {
    const reported = tokenCounts(this.usage)
    const isEstimated = failure !== null && this.isBilled(failure)
    return {
      startedAt: this.startedAt,
      responseTimeMs: this.elapsedMs(),
      timeToFirstTokenMs: this.firstOutputMs,
      responseModel: this.responseModel,
      tokens: isEstimated ? this.estimated(reported) : reported,
      isEstimated,
      failure,
      finishReason: this.finishReason?.unified ?? null,
      attempt: this.attempt,
    }
  }

  /** A stream that was cut may have reported the little it had counted at its start. */
  private estimated(reported: TokenCounts): TokenCounts {
    const estimate = estimatedTokens(this.params, this.outputCharacters)
    return {
      ...reported,
      input: reported.input ?? estimate.input,
      output: Math.max(reported.output ?? 0, estimate.output),
    }
  }

  /** Providers bill what they read and wrote before a stream broke off, but do not say how much. */
  private isBilled(failure: CallFailure): boolean {
    return failure.outcome === 'stopped' || this.outputCharacters > 0
  }

  private elapsedMs(): number {
    return Math.round(performance.now() - this.started)
  }
}

/** `other` without a reason and without usage is how an adapter says that it never saw the end. */
function finishFailure(reason: LanguageModelV4FinishReason, usage: LanguageModelV4Usage): CallFailure | null {
  const isCut =
    reason.unified === 'other' && reason.raw === undefined && usage.outputTokens.total === undefined
  if (reason.unified === 'interrupted' || isCut) return truncated
  if (reason.unified !== 'error') return null
  return {
    outcome: 'error',
    errorKind: 'server_error',
    errorMessage: reason.raw ?? 'The provider ended with an error.',
  }
}

/** Characters that a part adds to the output; null when it is not output. */
function outputLength(part: LanguageModelV4StreamPart): number | null {
  switch (part.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'tool-input-delta':
      return part.delta.length || null
    case 'tool-input-start':
    case 'file':
      return 0
    default:
      return null
  }
}
