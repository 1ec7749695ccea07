import { expect, test } from 'vitest'
import { oneLine } from './one-line-errors'

test('a refused statement is told by code and message, without its parameters', () => {
  const refused = Object.assign(new Error('invalid input syntax for type uuid: "x"\nsecond line'), {
    code: '22P02',
    query: 'insert into messages …',
    params: ['my secret message'],
    detail: 'Failing row contains (my secret message).',
  })
  expect(oneLine(refused)).toBe('22P02 invalid input syntax for type uuid: "x"')
})

test('long values in messages are cut', () => {
  expect(oneLine(new Error(`invalid input: "${'a private sentence '.repeat(9)}"`))).toBe('invalid input: "…"')
})
