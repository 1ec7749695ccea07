import { expect, test } from 'vitest'
import { reportSettings } from '@/lib/providers/report-settings'

function reported(env: Record<string, string>): string[] {
  const said: string[] = []
  reportSettings({ warn: (line) => said.push(line), error: (line) => said.push(line) }, env)
  return said
}

test.each([
  ['OPENAI_MODELS', 'OPENAI_API_KEY'],
  ['ANTHROPIC_BASE_URL', 'ANTHROPIC_API_KEY'],
  ['OPENAI_COMPATIBLE_MODELS', 'OPENAI_COMPATIBLE_BASE_URL'],
])('%s without %s is told, not ignored', (name, needed) => {
  expect(reported({ [name]: 'http://x', [needed]: ' ' })).toEqual([
    `The environment variable ${name} has no effect without ${needed}.`,
  ])
})

test('a malformed variable is told before the first chat', () => {
  expect(reported({ OPENAI_API_KEY: 'k', OPENAI_MODELS: ',' })).toEqual([
    'The environment variable OPENAI_MODELS is an empty list: name at least one model, or leave it out.',
  ])
})

test('nothing is said of what is in order', () => {
  expect(reported({ OPENAI_API_KEY: 'k', OPENAI_MODELS: 'gpt-5.5', ANTHROPIC_MODELS: '' })).toEqual([])
})
