import { expect, test } from 'vitest'
import { priceInput } from './price-input'

const typed = {
  teamId: '01934b2e-0000-7000-8000-000000000001',
  provider: ' OpenAI ',
  model: 'GPT-5*',
  validFrom: '2026-11-21',
  input: '2,5',
  output: '10',
  cacheRead: '',
  cacheWrite: '0.3',
  reasoning: '',
}

test('C9 names come in small letters, dollars with point or comma, empty prices as none of their own', () => {
  expect(priceInput.parse(typed)).toEqual({
    ...typed,
    provider: 'openai',
    model: 'gpt-5*',
    input: 2.5,
    output: 10,
    cacheRead: null,
    cacheWrite: 0.3,
    reasoning: null,
  })
})

test.each([
  ['provider', ' '],
  ['model', 'g*t'],
  ['model', 'gpt\0'],
  ['validFrom', 'today'],
  ['validFrom', '0001-01-01'],
  ['validFrom', '9999-12-31'],
  ['input', ''],
  ['output', '-1'],
  ['cacheRead', '1e3'],
])('C9 a wrong %s is told at its field: %j', (field, value) => {
  const { error } = priceInput.safeParse({ ...typed, [field]: value })
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field])
})
