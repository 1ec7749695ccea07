import { gzipSync } from 'node:zlib'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { chatSpan, jsonTrace, protobufTrace } from '../traces'

export type HostileRequest = { path: string; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> }

/** Must never be seen in a log. */
export const SECRET = 'sk-proj-hostile0123456789abcdef'

const TRACK = '/api/track'
const TRACES = '/api/otlp/v1/traces'
const BOMB = gzipSync(Buffer.alloc(200 * 2 ** 20))
const encode = (text: string) => new TextEncoder().encode(text)
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  'x'.repeat(100_000),
  'a\0b',
  '\ud800',
  'ſ'.repeat(300),
  `Bearer ${SECRET}`,
  '9999-12-31T23:59:59Z',
  '2026-02-30T00:00:00Z',
  '-0',
  '1'.repeat(400),
  [],
  {},
  [[]],
  { ['__proto__']: { polluted: true }, constructor: { prototype: 1 } },
  JSON.parse(nested(1000)),
  Array.from({ length: 2000 }, () => ({})),
]

/** The same requests for the same seed, hostile in all the ways below. @param key a team's own */
export function hostileRequests(seed: number, key: string): () => HostileRequest {
  const random = xoroshiro128plus(seed)
  const below = (count: number) => uniformInt(random, 0, count - 1)
  const oneOf = <T>(values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0]
  const rarely = (nth: number) => below(nth) === 0

  function report() {
    return {
      provider: 'openai',
      model: 'gpt-5.5',
      feature: 'faults',
      inputTokens: 100,
      outputTokens: 20,
      errorMessage: `refused: ${SECRET}`,
      user: 'customer 7',
      metadata: { depth: { of: ['a', 1, null] } },
    }
  }

  /** Puts something hostile in the place of one value, somewhere. */
  function twisted(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || rarely(6)) return HOSTILE[below(HOSTILE.length)]
    const keys = Object.keys(value)
    const key = keys[below(Math.max(1, keys.length))]
    if (key === undefined || rarely(12))
      return { ...value, [`extra ${below(9)}`]: HOSTILE[below(HOSTILE.length)] }
    if (Array.isArray(value))
      return value.map((item, place) => (String(place) === key ? twisted(item) : item))
    return { ...value, [key]: twisted(Reflect.get(value, key)) }
  }

  /** Breaks the bytes themselves. */
  function broken(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const at = below(bytes.length + 1)
    switch (below(5)) {
      case 0:
        return bytes.slice(0, at)
      case 1:
        return Uint8Array.from(bytes, (byte) => (rarely(40) ? below(256) : byte))
      case 2:
        return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(below(at + 1))])
      case 3:
        return Uint8Array.from({ length: below(3000) }, () => below(256))
      default:
        return Uint8Array.from([...bytes.slice(0, at), 0xff, 0xfe, 0, ...bytes.slice(at)])
    }
  }

  function content(): { path: string; type: string; bytes: Uint8Array<ArrayBuffer> } {
    const spans = Array.from({ length: 1 + below(3) }, () => chatSpan([['gen_ai.input.messages', SECRET]]))
    switch (below(3)) {
      case 0: {
        const calls = { calls: Array.from({ length: 1 + below(4) }, report) }
        const body = rarely(40) ? encode(nested(200_000)) : encode(JSON.stringify(twisted(calls)))
        return { path: TRACK, type: 'application/json', bytes: body }
      }
      case 1:
        return {
          path: TRACES,
          type: 'application/json',
          bytes: encode(JSON.stringify(twisted(jsonTrace(spans)))),
        }
      default:
        return { path: TRACES, type: 'application/x-protobuf', bytes: broken(protobufTrace(spans)) }
    }
  }

  function encoded(bytes: Uint8Array<ArrayBuffer>): Pick<HostileRequest, 'headers' | 'body'> {
    switch (below(10)) {
      case 0:
        return { headers: { 'content-encoding': 'gzip' }, body: gzipped(bytes) }
      case 1:
        return { headers: { 'content-encoding': 'gzip' }, body: broken(gzipped(bytes)) }
      case 2:
        return { headers: { 'content-encoding': oneOf(['br', 'deflate', 'gzip, gzip', 'x']) }, body: bytes }
      case 3:
        return rarely(4)
          ? { headers: { 'content-encoding': 'gzip' }, body: new Uint8Array(BOMB) }
          : { headers: {}, body: broken(bytes) }
      default:
        return { headers: {}, body: bytes }
    }
  }

  return () => {
    const { path, type, bytes } = content()
    const { headers, body } = encoded(bytes)
    const given = rarely(30) ? `aug_${'0'.repeat(60)}${1000 + below(50)}` : key
    const permit = oneOf<Record<string, string>>([
      { authorization: `Bearer ${given}` },
      { 'x-api-key': given },
    ])
    return {
      path,
      headers: {
        ...headers,
        'content-type': rarely(15)
          ? oneOf(['text/plain', 'application/json; charset=utf-16', '/', type])
          : type,
        ...permit,
      },
      body,
    }
  }
}

function gzipped(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(bytes))
}
