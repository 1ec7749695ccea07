import type { UIMessageChunk } from 'ai'
import type { Outcome } from '@/lib/vocabulary'

export type Ending = {
  /** Ends the model's call, should it still run; what comes after is of no use. */
  leave: () => void
  /** How the model's last call ended; asked when the stream says that it is over. */
  outcome: () => Outcome
  /** What the browser gets to know of a failure. */
  failureText: () => string
  /** Called at the first word, or thought, of the model. */
  onBegin: () => void
  /** Called exactly once, also when the browser goes away. */
  onEnd: (answer: { text: string; outcome: Outcome }) => void
}

type Controller = ReadableStreamDefaultController<UIMessageChunk>

/**
 * Gathers the text of an answer and tells the browser how it ended. A failure and a time-out reach it as an error, a
 * stream that merely breaks off too; the SDK would call the last two an abort and a success.
 */
export function withEnding(
  chunks: ReadableStream<UIMessageChunk>,
  ending: Ending,
): ReadableStream<UIMessageChunk> {
  const reader = chunks.getReader()
  let text = ''
  let isEnded = false

  function end(outcome: Outcome): void {
    if (isEnded) return
    isEnded = true
    ending.onEnd({ text, outcome })
  }
  /** Not waited for: a provider's body may never settle. */
  function leave(reason?: unknown): void {
    ending.leave()
    reader.cancel(reason).catch(() => undefined)
  }
  function fail(controller: Controller, outcomeOf: (outcome: Outcome) => Outcome): void {
    leave()
    if (!isEnded) {
      const outcome = outcomeOf(ending.outcome())
      controller.enqueue({ type: 'message-metadata', messageMetadata: { outcome } })
      controller.enqueue({ type: 'error', errorText: ending.failureText() })
      end(outcome)
    }
    controller.close()
  }
  function pass(chunk: UIMessageChunk, controller: Controller): void {
    if (chunk.type === 'text-delta') text += chunk.delta
    if (chunk.type === 'text-delta' || chunk.type === 'reasoning-delta') ending.onBegin()
    const isOver = chunk.type === 'finish' || chunk.type === 'error' || chunk.type === 'abort'
    if (!isOver) controller.enqueue(chunk)
    else if (chunk.type === 'finish' && ending.outcome() === 'ok') {
      controller.enqueue({ ...chunk, messageMetadata: { outcome: 'ok' } })
      end('ok')
    } else fail(controller, chunk.type === 'error' ? asFailure : asBroken)
  }

  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) fail(controller, asBroken)
        else pass(value, controller)
      } catch {
        // The recorder of the model's call knows what went wrong.
        fail(controller, asFailure)
      }
    },
    cancel(reason) {
      leave(reason)
      end(ending.outcome() === 'ok' ? 'ok' : 'stopped')
    },
  })
}

/** The stream is over without a success: whatever the call says, the answer is not whole. */
function asBroken(outcome: Outcome): Outcome {
  return outcome === 'ok' ? 'error' : outcome
}

/** The stream reported an error, so nobody stopped it. */
function asFailure(outcome: Outcome): Outcome {
  return outcome === 'timeout' ? 'timeout' : 'error'
}
