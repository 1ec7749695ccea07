import { expect, test } from 'vitest'
import { priceWith } from '@/lib/pricing/price-overrides'
import { armsPricedBy, candidateArms } from '@/lib/providers/candidate-arms'

const names = (env: Record<string, string>) =>
  candidateArms(env).map(({ provider, model }) => `${provider} ${model}`)

test('A35 without any key the candidates are the eight simulated models at their list prices', () => {
  const arms = candidateArms({ OPENAI_API_KEY: ' ' })
  expect(arms.map(({ model }) => model)).toEqual([
    'gpt-5.5',
    'gpt-5.4-mini',
    'gpt-5.6',
    'claude-opus-4-8',
    'claude-sonnet-5',
    'claude-haiku-4-5',
    'gemini-3.5-flash',
    'gemini-3.1-flash-lite',
  ])
  expect(new Set(arms.map(({ provider }) => provider))).toEqual(new Set(['openai', 'anthropic', 'google']))
  expect(arms.every(({ simulated, inputUsdPerMtok }) => simulated && inputUsdPerMtok !== null)).toBe(true)
  expect(arms.find(({ model }) => model === 'claude-opus-4-8')).toEqual({
    provider: 'anthropic',
    model: 'claude-opus-4-8',
    label: 'Claude Opus 4.8',
    tier: 'large',
    inputUsdPerMtok: 5,
    outputUsdPerMtok: 25,
    simulated: true,
  })
})

test("A29 a team's own prices go before the list prices, where they hold", () => {
  const own = {
    isOfTeam: true,
    provider: 'openai',
    model: 'gpt-5.5',
    validFrom: new Date('2026-01-01'),
    inputUsdPerMtok: 100,
    outputUsdPerMtok: 0,
    cacheReadUsdPerMtok: 100,
    cacheWriteUsdPerMtok: 100,
    reasoningUsdPerMtok: null,
  }
  const listed = candidateArms({})
  const priced = (at: string) => armsPricedBy(priceWith([own]), listed, new Date(at))
  const [first, ...others] = priced('2026-06-01')
  expect(first).toEqual({ ...listed[0], inputUsdPerMtok: 100, outputUsdPerMtok: 0 })
  expect(others).toEqual(listed.slice(1))
  expect(priced('2025-06-01')).toEqual(listed)
})

test('A35 a key brings the models of its provider and ends the simulation', () => {
  const arms = candidateArms({ ANTHROPIC_API_KEY: 'k' })
  expect(arms.length).toBeGreaterThan(1)
  expect(arms.every(({ provider, simulated }) => provider === 'anthropic' && !simulated)).toBe(true)
})

test('A35 lists of models can be chosen, and several providers stand beside each other', () => {
  const env = {
    OPENAI_API_KEY: 'k',
    OPENAI_MODELS: 'gpt-5.5, gpt-5.5,',
    OPENAI_COMPATIBLE_BASE_URL: 'http://localhost:11434/v1',
    OPENAI_COMPATIBLE_NAME: 'ollama',
    OPENAI_COMPATIBLE_MODELS: 'llama-4,qwen-4',
  }
  expect(names(env)).toEqual(['openai gpt-5.5', 'ollama llama-4', 'ollama qwen-4'])
  const [, unknown] = candidateArms(env)
  expect(unknown).toMatchObject({ label: 'llama-4', tier: 'medium', inputUsdPerMtok: null, simulated: false })
})

const server = {
  OPENAI_COMPATIBLE_BASE_URL: 'http://localhost:11434/v1',
  OPENAI_COMPATIBLE_MODELS: 'llama-4',
}
test.each([
  ['OPENAI_MODELS', { OPENAI_API_KEY: 'k', OPENAI_MODELS: ' , ' }],
  ['ANTHROPIC_MODELS', { ANTHROPIC_API_KEY: 'k', ANTHROPIC_MODELS: '' }],
  ['OPENAI_BASE_URL', { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'localhost:1234' }],
  ['ANTHROPIC_BASE_URL', { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: 'ftp://host' }],
  ['OPENAI_COMPATIBLE_BASE_URL', { ...server, OPENAI_COMPATIBLE_BASE_URL: 'http://' }],
  ['OPENAI_COMPATIBLE_MODELS', { OPENAI_COMPATIBLE_BASE_URL: 'http://localhost:11434/v1' }],
  ['OPENAI_COMPATIBLE_NAME', { ...server, OPENAI_COMPATIBLE_NAME: 'OpenAI' }],
])('A35 a malformed %s is told by its name', (name, env) => {
  expect(() => candidateArms(env)).toThrow(new RegExp(`^The environment variable ${name} .*\\.$`))
})
