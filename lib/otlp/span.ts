/** A value of an attribute; 64-bit integers as numbers, bytes left out. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | AttributeValue[]
  | { [name: string]: AttributeValue }
export type Attributes = ReadonlyMap<string, AttributeValue>

/** What Augury reads of a span; ids are lower-case hexadecimal, empty where the span has none. */
export type Span = {
  traceId: string
  spanId: string
  parentSpanId: string
  name: string
  /** Nanoseconds since 1970. */
  startNs: bigint
  endNs: bigint
  attributes: Attributes
  /** Those that are wanted, at most `MAX_EVENTS`. */
  events: SpanEvent[]
  isError: boolean
  statusMessage: string
  /** Of the service that made it. */
  resource: Attributes
}
export type SpanEvent = { name: string; timeNs: bigint; attributes: Attributes }

/** Whole milliseconds. */
export const msOf = (ns: bigint) => Number(ns / 1_000_000n)

/** What is worth reading; all else is skipped unread, texts of conversations above all. */
export type Wanted = { attribute: (name: string) => boolean; event: (name: string) => boolean }

/** A body that is not an OTLP export; the message says why. */
export class MalformedExportError extends Error {
  override readonly name = 'MalformedExportError'
}

/** Beyond these a body is hostile: no SDK sends as many spans, or values as many or nested as deep. */
export const MAX_SPANS = 20_000
export const MAX_VALUES = 1_000_000
/** Of JSON, whose objects are made before they are looked at: some 2,500 spans with twenty attributes each. */
export const MAX_OBJECTS = 100_000
export const MAX_DEPTH = 16
export const MAX_EVENTS = 8
