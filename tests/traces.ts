import { randomBytes } from 'node:crypto'
import { type Bytes, block, fixed, text, whole } from './protobuf'

type Attribute = [name: string, value: string | number]

/** The span of one call to a model, as both forms of the protocol write it. */
export type Span = { traceId: string; spanId: string; startMs: number; attributes: Attribute[] }

export function chatSpan(more: Attribute[] = []): Span {
  return {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    startMs: Date.now() - 1000,
    attributes: [
      ['gen_ai.operation.name', 'chat'],
      ['gen_ai.provider.name', 'openai'],
      ['gen_ai.request.model', 'gpt-5.5'],
      ['gen_ai.usage.input_tokens', 1200],
      ['gen_ai.usage.output_tokens', 150],
      ...more,
    ],
  }
}

const nanoseconds = (ms: number) => BigInt(ms) * 1_000_000n

export function jsonTrace(spans: readonly Span[]) {
  const value = (given: string | number) =>
    typeof given === 'string' ? { stringValue: given } : { intValue: String(given) }
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'faults' } }] },
        scopeSpans: [
          {
            spans: spans.map(({ traceId, spanId, startMs, attributes }) => ({
              traceId,
              spanId,
              name: 'chat gpt-5.5',
              kind: 3,
              startTimeUnixNano: String(nanoseconds(startMs)),
              endTimeUnixNano: String(nanoseconds(startMs + 900)),
              attributes: attributes.map(([key, given]) => ({ key, value: value(given) })),
              status: {},
            })),
          },
        ],
      },
    ],
  }
}

export function protobufTrace(spans: readonly Span[]): Uint8Array<ArrayBuffer> {
  const attribute = ([key, given]: Attribute): Bytes =>
    block(9, text(1, key), block(2, typeof given === 'string' ? text(1, given) : whole(3, given)))
  const span = ({ traceId, spanId, startMs, attributes }: Span): Bytes =>
    block(
      2,
      block(1, [...Buffer.from(traceId, 'hex')]),
      block(2, [...Buffer.from(spanId, 'hex')]),
      text(5, 'chat gpt-5.5'),
      whole(6, 3),
      fixed(7, nanoseconds(startMs)),
      fixed(8, nanoseconds(startMs + 900)),
      ...attributes.map(attribute),
    )
  return Uint8Array.from(block(1, block(2, ...spans.map(span))))
}
