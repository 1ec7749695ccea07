import { expect, test } from 'vitest'
import { readJson } from '@/lib/otlp/read-json'
import { chatSpan, jsonTrace } from '@/tests/traces'

const everything = { attribute: () => true, event: () => true }
const read = (text: string) => readJson(new TextEncoder().encode(text), everything)

test('C6 a time as a number is read, and one that no clock has refused by its name', () => {
  const trace = JSON.stringify(jsonTrace([{ ...chatSpan(), startMs: 1_790_000_000_000 }]))
  const start = '"startTimeUnixNano":"1790000000000000000"'
  expect(trace).toContain(start)
  expect(read(trace.replace(start, start.replaceAll(/"(?=1|$)/g, '')))).toMatchObject([
    { startNs: 1_790_000_000_000_000_000n },
  ])
  expect(() => read(trace.replace(start, '"startTimeUnixNano":1e308'))).toThrow('startTimeUnixNano')
})

test('C6 a body of nothing but objects is refused before they are made, braces in texts are none', () => {
  expect(() => read(`[${'{},'.repeat(100_000)}{}]`)).toThrow('at most 100000 objects')
  const texts = JSON.stringify({ ...jsonTrace([chatSpan()]), note: '\\"{'.repeat(100_001) })
  expect(read(texts)).toHaveLength(1)
})
