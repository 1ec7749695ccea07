import { setTimeout as pause } from 'node:timers/promises'
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider'
import { randomLogNormal, randomNormal } from 'd3-random'
import { demoAnswer } from '@/lib/providers/demo-answer'
import { demoCharacter, demoFullness } from '@/lib/providers/demo-character'
import { demoFailure } from '@/lib/providers/demo-failure'
import { knownModel } from '@/lib/providers/known-models'
import { taskTypeOf } from '@/lib/text/task-type'
import type { Arm } from '@/lib/vocabulary'

export type DemoOptions = {
  /** 1 is the speed of the real models, 1000 a thousand times that. */
  speed?: number
  /** Uniform in [0, 1). */
  random?: () => number
  /** Waits that many milliseconds; rejects when the signal aborts. */
  wait?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>
}

/** What this one call will do. */
type Plan = { text: string; restMs: number; usage: LanguageModelV4Usage }

const STEP_MS = 20
const FINISHED = { unified: 'stop', raw: 'stop' } as const

/**
 * A model without a provider: it answers with set pieces at the pace, the length and the failure rate of the model whose
 * name it bears. Throws for an arm that is not simulated.
 */
export function demoModel(arm: Arm, options: DemoOptions = {}): LanguageModelV4 {
  const { speed = 1, random = Math.random, wait = pauseUnlessAborted } = options
  const begin = async (call: LanguageModelV4CallOptions): Promise<Plan> => {
    const taskType = taskTypeOf(taskContext(call))
    const character = demoCharacter(arm.model, taskType)
    const draw = randomLogNormal.source(random)(character.meanLogLatencyMs, character.sdLogLatencyMs)
    const totalMs = draw() / speed
    const firstTokenMs = totalMs * character.firstTokenShare
    await wait(firstTokenMs, call.abortSignal)
    if (random() >= character.successProbability) throw demoFailure(arm, random())
    const text = demoAnswer(knownModel(arm)?.label ?? arm.model, taskType, demoFullness(arm.model, taskType))
    const spread = randomNormal.source(random)(1, 0.15)()
    const usage = usageOf(call, text, Math.round(character.outputTokens * spread))
    return { text, restMs: totalMs - firstTokenMs, usage }
  }
  return {
    specificationVersion: 'v4',
    provider: `demo.${arm.provider}`,
    modelId: arm.model,
    supportedUrls: {},
    async doGenerate(call) {
      const plan = await begin(call)
      await wait(plan.restMs, call.abortSignal)
      return answerOf(plan, arm)
    },
    async doStream(call) {
      const plan = await begin(call)
      return { stream: streamOf(partsOf(plan, arm, (ms) => wait(ms, call.abortSignal))) }
    },
  }
}

function answerOf({ text, usage }: Plan, arm: Arm): LanguageModelV4GenerateResult {
  return {
    content: [{ type: 'text', text }],
    finishReason: FINISHED,
    usage,
    response: { modelId: arm.model },
    warnings: [],
  }
}

async function* partsOf(
  { text, restMs, usage }: Plan,
  arm: Arm,
  wait: (ms: number) => Promise<unknown>,
): AsyncGenerator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [] }
  yield { type: 'response-metadata', modelId: arm.model }
  yield { type: 'text-start', id: '0' }
  const words = text.split(/(?<=\s)/)
  const wordsAStep = Math.max(1, Math.ceil((words.length * STEP_MS) / restMs))
  for (let word = 0; word < words.length; word += wordsAStep) {
    const step = words.slice(word, word + wordsAStep)
    yield { type: 'text-delta', id: '0', delta: step.join('') }
    await wait((restMs * step.length) / words.length)
  }
  yield { type: 'text-end', id: '0' }
  yield { type: 'finish', finishReason: FINISHED, usage }
}

function streamOf(
  parts: AsyncGenerator<LanguageModelV4StreamPart>,
): ReadableStream<LanguageModelV4StreamPart> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}

function taskContext({ prompt, tools = [] }: LanguageModelV4CallOptions) {
  const asked = prompt.findLast((message) => message.role === 'user')?.content ?? []
  return {
    messageContent: asked.map((part) => (part.type === 'text' ? part.text : '')).join('\n'),
    attachments: asked
      .filter((part) => part.type === 'file')
      .map(({ filename, mediaType }) => ({ name: filename ?? 'file', mediaType })),
    tools: tools.map(({ name }) => name),
  }
}

/** What a model of its kind would have written beyond this text counts as reasoning. */
function usageOf(
  { prompt }: LanguageModelV4CallOptions,
  text: string,
  outputTokens: number,
): LanguageModelV4Usage {
  const input = Math.ceil(JSON.stringify(prompt).length / 4)
  const written = Math.ceil(text.length / 4)
  const total = Math.max(written, outputTokens)
  return {
    inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total, text: written, reasoning: total - written },
  }
}

/** As a provider's connection does, it ends with the reason of the signal. */
async function pauseUnlessAborted(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await pause(ms, undefined, { signal })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}
