import { generateText } from 'ai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArmUnavailableError, languageModel } from '@/lib/providers/language-model'
import { type WireServer, wireServer } from '@/tests/wire-server'

let wire: WireServer
beforeAll(async () => {
  wire = await wireServer()
})
afterAll(() => wire.close())

const environment = () => ({
  OPENAI_API_KEY: 'k',
  OPENAI_BASE_URL: wire.url,
  ANTHROPIC_API_KEY: 'k',
  ANTHROPIC_BASE_URL: wire.url,
  OPENAI_COMPATIBLE_BASE_URL: wire.url,
  OPENAI_COMPATIBLE_NAME: 'ollama',
  OPENAI_COMPATIBLE_MODELS: 'llama-4',
})

test.each([
  ['openai', 'gpt-5.5', '/v1/responses'],
  ['anthropic', 'claude-sonnet-5', '/v1/messages'],
  ['ollama', 'llama-4', '/v1/chat/completions'],
])('A35 %s %s is asked at the address of its provider', async (provider, model, path) => {
  const { text } = await generateText({
    model: languageModel({ provider, model }, environment()),
    prompt: 'Hi',
  })
  expect(text).toBe('Hello world')
  expect(wire.requests.at(-1)).toMatchObject({ path, body: { model } })
})

test('A35 an arm that is no candidate cannot be called', () => {
  expect(() => languageModel({ provider: 'openai', model: 'gpt-4' }, environment())).toThrow(
    ArmUnavailableError,
  )
  expect(() => languageModel({ provider: 'ollama', model: 'llama-4' }, {})).toThrow(ArmUnavailableError)
})

test('A35 without keys the demo answers, as fast as it is told', async () => {
  const env = { AUGURY_DEMO_SPEED: '100000' }
  const model = languageModel({ provider: 'google', model: 'gemini-3.1-flash-lite' }, env)
  const { text } = await generateText({ model, prompt: 'Hi', maxRetries: 5 })
  expect(text).toMatch(/^> Simulated answer of a demo model under the name Gemini 3\.1 Flash-Lite/)
})

test('A35 a speed of the demo that is none is told by its name', () => {
  const arm = { provider: 'openai', model: 'gpt-5.5' }
  expect(() => languageModel(arm, { AUGURY_DEMO_SPEED: 'fast' })).toThrow('AUGURY_DEMO_SPEED')
})
