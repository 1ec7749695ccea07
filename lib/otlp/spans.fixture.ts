import { wantedOf } from '@/lib/otlp/attribute-names'
import { readJson } from '@/lib/otlp/read-json'
import type { Span } from '@/lib/otlp/span'

type Plain = string | number | boolean | readonly Plain[] | { readonly [name: string]: Plain }
export type PlainAttributes = Record<string, Plain>
export type PlainSpan = {
  /** Hexadecimal digits, which are repeated until they fill an id. */
  id?: string
  parent?: string
  trace?: string
  name?: string
  /** Milliseconds after the export's beginning. */
  start?: number
  end?: number
  failed?: string
  attributes?: PlainAttributes
  events?: { name: string; at: number; attributes?: PlainAttributes }[]
}

/** 2026-11-20T10:00Z. */
export const BEGIN_MS = Date.UTC(2026, 10, 20, 10)
/** An export as an SDK writes it in JSON, of spans after `beginMs`. */
export function jsonExport(
  spans: readonly PlainSpan[],
  resource: PlainAttributes = {},
  beginMs: number = BEGIN_MS,
) {
  return {
    resourceSpans: [
      {
        resource: { attributes: keyValues(resource) },
        scopeSpans: [{ scope: { name: 'test' }, spans: spans.map((span) => jsonSpan(span, beginMs)) }],
      },
    ],
  }
}

export function spansOf(
  plain: readonly PlainSpan[],
  resource: PlainAttributes = {},
  keepsText = false,
): Span[] {
  return readJson(new TextEncoder().encode(JSON.stringify(jsonExport(plain, resource))), wantedOf(keepsText))
}

function jsonSpan(span: PlainSpan, beginMs: number) {
  const ns = (ms: number) => `${beginMs + ms}000000`
  return {
    traceId: ''.padEnd(32, span.trace ?? 'a'),
    spanId: ''.padEnd(16, span.id ?? '1'),
    ...(span.parent && { parentSpanId: ''.padEnd(16, span.parent) }),
    name: span.name ?? 'span',
    kind: 3,
    startTimeUnixNano: ns(span.start ?? 0),
    endTimeUnixNano: ns(span.end ?? 900),
    attributes: keyValues(span.attributes ?? {}),
    events: (span.events ?? []).map(({ name, at, attributes }) => ({
      name,
      timeUnixNano: ns(at),
      attributes: keyValues(attributes ?? {}),
    })),
    status: span.failed === undefined ? {} : { code: 2, message: span.failed },
  }
}

function keyValues(attributes: PlainAttributes) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }))
}

function anyValue(value: Plain): object {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: value } : { doubleValue: value }
  if (isList(value)) return { arrayValue: { values: value.map(anyValue) } }
  return { kvlistValue: { values: keyValues({ ...value }) } }
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}
