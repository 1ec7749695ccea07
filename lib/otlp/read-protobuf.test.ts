import { BinaryWriter } from '@bufbuild/protobuf/wire'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { wantedOf } from '@/lib/otlp/attribute-names'
import { PYTHON_EXPORT } from '@/lib/otlp/python-export.fixture'
import { readJson } from '@/lib/otlp/read-json'
import { readProtobuf } from '@/lib/otlp/read-protobuf'
import { MAX_SPANS, MalformedExportError } from '@/lib/otlp/span'
import { readTraceExport } from '@/lib/otlp/trace-export'
import { priceOf } from '@/lib/pricing/price-of'
import { trackingEvent } from '@/lib/tracking/event'

const recorded = Buffer.from(PYTHON_EXPORT, 'base64')
const figures = wantedOf(false)
const everything = { attribute: () => true, event: () => true }

const message = (...parts: [field: number, part: Uint8Array][]) =>
  parts
    .reduce((writer, [field, part]) => writer.uint32(field * 8 + 2).bytes(part), new BinaryWriter())
    .finish()

/** The spans, or null for a body that was refused as malformed; any other error is thrown. */
function spansOrNull(read: typeof readProtobuf, body: Uint8Array) {
  try {
    return read(body, everything)
  } catch (error) {
    if (error instanceof MalformedExportError) return null
    throw error
  }
}

test('C6 what Python’s exporter sent is read field by field', () => {
  const spans = readProtobuf(recorded, figures)
  expect(spans.map(({ name }) => name)).toEqual([
    'chat gpt-4o',
    'chat claude-sonnet-5',
    'invoke_agent planner',
  ])
  const [streamed, refused, agent] = spans
  expect(streamed).toMatchObject({
    traceId: '93d4f891f798d7625c73d42c6e7350fc',
    spanId: '7a36301c54539db7',
    parentSpanId: '800ac7d3cf0cdef2',
    startNs: 1_790_000_000_005_000_000n,
    endNs: 1_790_000_000_905_000_000n,
    isError: false,
  })
  expect(Object.fromEntries(streamed?.attributes ?? [])).toMatchObject({
    'gen_ai.usage.input_tokens': 1200,
    'gen_ai.response.finish_reasons': ['tool_calls'],
    'enduser.id': 'ada',
  })
  expect(streamed?.resource.get('service.name')).toBe('py-agent')
  expect(refused).toMatchObject({ isError: true, statusMessage: expect.stringContaining('429') })
  expect(refused?.events[0]?.attributes.get('exception.message')).toBe('Error code: 429 - rate limit')
  expect(agent?.parentSpanId).toBe('')
})

test('C6 texts are not even read unless they are wanted', () => {
  const read = (wanted: typeof figures) =>
    readProtobuf(recorded, wanted)[0]?.attributes.get('gen_ai.input.messages')
  expect(read(figures)).toBeUndefined()
  expect(read(wantedOf(true))).toContain('Où est la bibliothèque ? 📚')
})

describe('hostile bodies', () => {
  test('C6 every truncation is refused or read, never anything else', () => {
    for (let length = 0; length < recorded.length; length++) {
      const spans = spansOrNull(readProtobuf, recorded.subarray(0, length))
      expect(spans === null || spans.length < 3, `${length} bytes`).toBe(true)
    }
  })

  test('C6 4,000 random changes are refused, or read as what can be stored', () => {
    const teamId = '01934b2e-0000-7000-8000-000000000001'
    const receiver = { teamId, priceOf, callsFrom: null, known: new Map<string, number>() }
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 8, 22) })
    onTestFinished(() => void vi.useRealTimers())
    const random = xoroshiro128plus(20_261_121)
    for (let round = 0; round < 4_000; round++) {
      const body = Uint8Array.from(recorded)
      for (let change = 0; change < 3; change++) {
        body[uniformInt(random, 0, body.length - 1)] = uniformInt(random, 0, 255)
      }
      const spans = spansOrNull(readProtobuf, body)
      if (spans === null) continue
      for (const event of readTraceExport(spans, receiver).events) trackingEvent.parse(event)
    }
  }, 60_000)

  test('C6 groups and lists nested without end are refused', () => {
    const groups = new Uint8Array(1_000_000).fill((7 << 3) | 3)
    expect(spansOrNull(readProtobuf, groups)).toBeNull()
    let value = message([1, Buffer.from('x')])
    for (let depth = 0; depth < 100; depth++) value = message([5, message([1, value])])
    const attribute = message([1, Buffer.from('a')], [2, value])
    const body = message([1, message([2, message([2, message([9, attribute])])])])
    expect(spansOrNull(readProtobuf, body)).toBeNull()
  })

  test('C6 more spans than any SDK sends are refused', () => {
    const spans = Array.from({ length: MAX_SPANS + 1 }, () => [2, new Uint8Array()] as [number, Uint8Array])
    expect(spansOrNull(readProtobuf, message([1, message([2, message(...spans.slice(1))])]))).toHaveLength(
      MAX_SPANS,
    )
    expect(spansOrNull(readProtobuf, message([1, message([2, message(...spans)])]))).toBeNull()
    const json = { resourceSpans: [{ scopeSpans: [{ spans: spans.map(() => ({})) }] }] }
    expect(spansOrNull(readJson, Buffer.from(JSON.stringify(json)))).toBeNull()
  })

  test.each([
    '',
    '{',
    '[]',
    '"spans"',
    '{"resourceSpans": 7}',
    '{"resourceSpans": [{"scopeSpans": [{"spans": [{"startTimeUnixNano": "soon"}]}]}]}',
    '{"resourceSpans": [{"scopeSpans": [{"spans": [{"startTimeUnixNano": 1e300}]}]}]}',
    `{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":${'{"arrayValue":{"values":['.repeat(200)}${']}}'.repeat(200)}}]}]}]}]}`,
  ])('C6 JSON that is no export is refused: %s', (body) => {
    expect(spansOrNull(readJson, Buffer.from(body))).toBeNull()
  })
})

test('C6 JSON may leave out what it likes, write ids in capitals and integers as text', () => {
  expect(readJson(Buffer.from('{"partial": true}'), figures)).toEqual([])
  const span = {
    traceId: 'ABCDEF0123456789ABCDEF0123456789',
    spanId: 'ABCDEF0123456789',
    startTimeUnixNano: 1_790_000_000_000_000_000,
    endTimeUnixNano: '1790000000900000000',
    droppedAttributesCount: 3,
    attributes: [
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '12' } },
      { key: 'gen_ai.usage.output_tokens', value: { doubleValue: 3 } },
      { key: 'gen_ai.system', value: null },
      { key: 'gen_ai.request.model' },
    ],
  }
  const [read] = readJson(
    Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })),
    figures,
  )
  expect(read).toMatchObject({
    traceId: 'abcdef0123456789abcdef0123456789',
    startNs: 1_790_000_000_000_000_000n,
  })
  expect(Object.fromEntries(read?.attributes ?? [])).toEqual({
    'gen_ai.usage.input_tokens': 12,
    'gen_ai.usage.output_tokens': 3,
    'gen_ai.system': null,
    'gen_ai.request.model': null,
  })
})
