import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { APICallError } from 'ai'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { DEMO_ARMS, demoCharacter } from '@/lib/providers/demo-character'
import { demoModel } from '@/lib/providers/demo-model'
import { type Arm, TASK_TYPES } from '@/lib/vocabulary'

const opus = { provider: 'anthropic', model: 'claude-opus-4-8' }
const lite = { provider: 'google', model: 'gemini-3.1-flash-lite' }

function asking(text: string, abortSignal?: AbortSignal): LanguageModelV4CallOptions {
  return { prompt: [{ role: 'user', content: [{ type: 'text', text }] }], abortSignal }
}

/** Runs on a clock of its own: `waited` adds up what the model would have waited. */
function simulation(arm: Arm, seed = 1) {
  const generator = xoroshiro128plus(seed)
  const clock = { waited: 0 }
  const wait = async (ms: number, signal: AbortSignal | undefined) => {
    signal?.throwIfAborted()
    clock.waited += ms
  }
  return { model: demoModel(arm, { random: () => uniformFloat64(generator), wait }), clock }
}

async function partsOf(arm: Arm, text: string): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await simulation(arm).model.doStream(asking(text))
  const parts: LanguageModelV4StreamPart[] = []
  for await (const part of stream) parts.push(part)
  return parts
}
const textOf = (parts: LanguageModelV4StreamPart[]) =>
  parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('')

test('A35 a simulated answer says so on its first line, comes in pieces and ends with its usage', async () => {
  const parts = await partsOf(opus, 'Write a function in TypeScript that groups a list by a key')
  expect(textOf(parts)).toMatch(/^> Simulated answer of a demo model under the name Claude Opus 4\.8/)
  expect(textOf(parts)).toContain('```ts')
  expect(parts.filter(({ type }) => type === 'text-delta').length).toBeGreaterThan(20)
  const finish = parts.at(-1)
  if (finish?.type !== 'finish') throw new Error('no finish')
  expect(finish.usage.outputTokens.text).toBe(Math.ceil(textOf(parts).length / 4))
  expect(finish.usage.outputTokens.total).toBeGreaterThanOrEqual(finish.usage.outputTokens.text ?? Infinity)
  expect(finish.usage.inputTokens.total).toBeGreaterThan(10)
})

test('A35 a larger model answers at greater length and takes longer', async () => {
  const task = 'Analyse why our conversion rate fell last month and compare the causes'
  const [large, small] = [await partsOf(opus, task), await partsOf(lite, task)]
  expect(textOf(large).length).toBeGreaterThan(textOf(small).length)
  const [slow, fast] = [simulation(opus), simulation(lite)]
  await slow.model.doGenerate(asking(task))
  await fast.model.doGenerate(asking(task))
  expect(slow.clock.waited).toBeGreaterThan(fast.clock.waited)
})

test('A35 response times, failures and their kinds follow the character', async () => {
  const { model, clock } = simulation(lite, 7)
  const { meanLogLatencyMs, sdLogLatencyMs, successProbability } = demoCharacter(lite.model, 'general_chat')
  const logs: number[] = []
  const statuses = new Map<number | undefined, number>()
  for (let call = 0; call < 4000; call++) {
    clock.waited = 0
    try {
      await model.doGenerate(asking('Hello, how are you?'))
      logs.push(Math.log(clock.waited))
    } catch (error) {
      if (!APICallError.isInstance(error)) throw error
      expect(error.isRetryable).toBe(true)
      statuses.set(error.statusCode, (statuses.get(error.statusCode) ?? 0) + 1)
    }
  }
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length
  expect(mean).toBeCloseTo(meanLogLatencyMs, 1)
  expect(Math.max(...logs) - mean).toBeGreaterThan(2 * sdLogLatencyMs)
  expect(logs.length / 4000).toBeCloseTo(successProbability, 1.5)
  expect(new Set(statuses.keys())).toEqual(new Set([429, 500, 504]))
})

test('A35 a stop ends the stream with the reason of its signal', async () => {
  const stop = new AbortController()
  const { stream } = await simulation(opus).model.doStream(asking('Hello', stop.signal))
  const reader = stream.getReader()
  await reader.read()
  stop.abort(new Error('enough'))
  await expect(
    (async () => {
      while (!(await reader.read()).done);
    })(),
  ).rejects.toThrow('enough')
})

test('A35 a stop also ends the real wait before the first word', async () => {
  const stop = new AbortController()
  const answer = demoModel(opus, { speed: 1e-6 }).doGenerate(asking('Hello', stop.signal))
  stop.abort()
  await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})

test('A35 every simulated model has a plausible character for every task, and one of them can fall ill', () => {
  for (const { model } of DEMO_ARMS) {
    for (const taskType of TASK_TYPES) {
      const character = demoCharacter(model, taskType)
      expect(character.successProbability).toBeGreaterThan(0.9)
      expect(character.successProbability).toBeLessThan(1)
      expect(character.thumbsUpProbability).toBeGreaterThan(0.4)
      expect(character.thumbsUpProbability).toBeLessThan(0.95)
      expect(character.outputTokens).toBeGreaterThan(50)
      const ill = demoCharacter(model, taskType, true)
      expect(ill.meanLogLatencyMs).toBeGreaterThan(character.meanLogLatencyMs)
      expect(ill.successProbability).toBeGreaterThan(0)
    }
  }
  expect(() => demoCharacter('gpt-2', 'coding')).toThrow('gpt-2')
})
