import { z } from 'zod'
import {
  type AttributeValue,
  MAX_DEPTH,
  MAX_EVENTS,
  MAX_OBJECTS,
  MAX_SPANS,
  MalformedExportError,
  type Span,
  type Wanted,
} from '@/lib/otlp/span'

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
/** Hexadecimal in either case; left as it came where it is something else, so that its span can be refused alone. */
const id = text.transform((value) => value.toLowerCase())
/** 64-bit integers come as strings, from some SDKs as numbers, which can be far larger. */
const nanoseconds = z
  .union([
    z.string().regex(/^\d{1,20}$/),
    z
      .number()
      .nonnegative()
      .max(2 ** 64),
  ])
  .nullish()
  .transform((value) => BigInt(typeof value === 'number' ? Math.round(value) : (value ?? 0)))
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((values) => values ?? [])
const attributes = list(z.object({ key: z.string(), value: z.unknown().optional() }))
const resource = z.object({ attributes }).nullish()

const span = z.object({
  traceId: id,
  spanId: id,
  parentSpanId: id,
  name: text,
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  events: list(z.object({ name: text, timeUnixNano: nanoseconds, attributes })),
  status: z.object({ code: z.number().nullish(), message: text }).nullish(),
})
const traceExport = z.object({
  resourceSpans: list(z.object({ resource, scopeSpans: list(z.object({ spans: list(span) })) })),
})
type JsonAttributes = z.output<typeof attributes>

/** The spans of an `ExportTraceServiceRequest` as OTLP writes it in JSON; throws `MalformedExportError`. */
export function readJson(body: Uint8Array, wanted: Wanted): Span[] {
  if (objectsIn(body) > MAX_OBJECTS) {
    throw new MalformedExportError(`An export in JSON may have at most ${MAX_OBJECTS} objects.`)
  }
  const parsed = traceExport.safeParse(jsonOf(body))
  if (parsed.error) {
    const [issue] = parsed.error.issues
    throw new MalformedExportError(`${issue?.path.join('.') || 'body'}: ${issue?.message}`)
  }
  const spans = parsed.data.resourceSpans.flatMap((group) => {
    const made = wantedAttributes(group.resource?.attributes ?? [], wanted)
    return group.scopeSpans.flatMap(({ spans }) => spans.map((one) => spanOf(one, made, wanted)))
  })
  if (spans.length > MAX_SPANS) {
    throw new MalformedExportError(`An export may have at most ${MAX_SPANS} spans.`)
  }
  return spans
}

/** Counted in the bytes, outside of texts: parsed, a body of nothing but empty objects takes a hundred times its size. */
function objectsIn(body: Uint8Array): number {
  const [quote, backslash, brace] = [0x22, 0x5c, 0x7b]
  let objects = 0
  let isText = false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (isText && byte === backslash) at++
    else if (byte === quote) isText = !isText
    else if (!isText && byte === brace) objects++
  }
  return objects
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch (cause) {
    throw new MalformedExportError('The body is not valid JSON.', { cause })
  }
}

function spanOf(
  span: z.output<typeof traceExport>['resourceSpans'][number]['scopeSpans'][number]['spans'][number],
  made: Span['resource'],
  wanted: Wanted,
): Span {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: span.name,
    startNs: span.startTimeUnixNano,
    endNs: span.endTimeUnixNano,
    attributes: wantedAttributes(span.attributes, wanted),
    events: span.events
      .filter(({ name }) => wanted.event(name))
      .slice(0, MAX_EVENTS)
      .map((event) => ({
        name: event.name,
        timeNs: event.timeUnixNano,
        attributes: wantedAttributes(event.attributes, wanted),
      })),
    isError: span.status?.code === 2,
    statusMessage: span.status?.message ?? '',
    resource: made,
  }
}

function wantedAttributes(entries: JsonAttributes, wanted: Wanted): Map<string, AttributeValue> {
  return new Map(
    entries.filter(({ key }) => wanted.attribute(key)).map(({ key, value }) => [key, valueIn(value, 0)]),
  )
}

/** An `AnyValue`: an object with one member that names its kind. */
function valueIn(value: unknown, depth: number): AttributeValue {
  if (depth > MAX_DEPTH) throw new MalformedExportError('An attribute is nested too deep.')
  if (typeof value !== 'object' || value === null) return null
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue } = anyValue(value)
  if (typeof stringValue === 'string') return stringValue
  if (typeof boolValue === 'boolean') return boolValue
  const number = intValue ?? doubleValue
  if (typeof number === 'number' || typeof number === 'string') return Number(number)
  if (arrayValue) return valuesOf(arrayValue).map((one) => valueIn(one, depth + 1))
  if (!kvlistValue) return null
  const entries = valuesOf(kvlistValue).filter((one): one is { key: string; value: unknown } => isEntry(one))
  return Object.fromEntries(entries.map((one) => [one.key, valueIn(one.value, depth + 1)]))
}

function anyValue(value: object): Record<string, unknown> {
  return { ...value }
}

function valuesOf(list: unknown): unknown[] {
  const values = typeof list === 'object' && list !== null && 'values' in list ? list.values : []
  return Array.isArray(values) ? values : []
}

function isEntry(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string'
}
