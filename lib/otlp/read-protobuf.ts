import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import {
  type Attributes,
  type AttributeValue,
  MAX_DEPTH,
  MAX_EVENTS,
  MAX_SPANS,
  MAX_VALUES,
  MalformedExportError,
  type Span,
  type SpanEvent,
  type Wanted,
} from '@/lib/otlp/span'

const { Varint: VARINT, Bit64: FIXED64, LengthDelimited: BYTES } = WireType

/** The spans of an `ExportTraceServiceRequest`; throws `MalformedExportError`. */
export function readProtobuf(body: Uint8Array, wanted: Wanted): Span[] {
  try {
    return new ProtobufExport(wanted).read(body)
  } catch (cause) {
    if (cause instanceof MalformedExportError) throw cause
    throw new MalformedExportError('The body is not an ExportTraceServiceRequest in protobuf.', { cause })
  }
}

/** Field numbers are those of opentelemetry-proto; a field of another wire type than there is skipped as unknown. */
class ProtobufExport {
  private readonly spans: Span[] = []
  private values = 0

  constructor(private readonly wanted: Wanted) {}

  read(body: Uint8Array): Span[] {
    eachPart(body, (field, part) => field === 1 && this.resourceSpans(part))
    return this.spans
  }

  private resourceSpans(body: Uint8Array): void {
    const resource = new Map<string, AttributeValue>()
    eachPart(body, (field, part) => {
      if (field === 1) eachPart(part, (of, attribute) => of === 1 && this.attribute(attribute, resource))
      else if (field === 2) eachPart(part, (of, span) => of === 2 && this.span(span, resource))
    })
  }

  private span(body: Uint8Array, resource: Attributes): void {
    if (this.spans.length >= MAX_SPANS) {
      throw new MalformedExportError(`An export may have at most ${MAX_SPANS} spans.`)
    }
    const attributes = new Map<string, AttributeValue>()
    const span = { ...NO_SPAN, attributes, resource, events: [] as SpanEvent[] }
    eachField(body, (reader, field, type) => {
      if (type === FIXED64 && field === 7) span.startNs = BigInt(reader.fixed64())
      else if (type === FIXED64 && field === 8) span.endNs = BigInt(reader.fixed64())
      else if (type !== BYTES) return false
      else if (field === 1) span.traceId = hex(reader.bytes())
      else if (field === 2) span.spanId = hex(reader.bytes())
      else if (field === 4) span.parentSpanId = hex(reader.bytes())
      else if (field === 5) span.name = reader.string()
      else if (field === 9) this.attribute(reader.bytes(), attributes)
      else if (field === 11) this.event(reader.bytes(), span.events)
      else if (field === 15) readStatus(reader.bytes(), span)
      else return false
      return true
    })
    this.spans.push(span)
  }

  private event(body: Uint8Array, events: SpanEvent[]): void {
    const attributes = new Map<string, AttributeValue>()
    const event = { name: '', timeNs: 0n, attributes }
    eachField(body, (reader, field, type) => {
      if (type === FIXED64 && field === 1) event.timeNs = BigInt(reader.fixed64())
      else if (type === BYTES && field === 2) event.name = reader.string()
      else if (type === BYTES && field === 3) this.attribute(reader.bytes(), attributes)
      else return false
      return true
    })
    if (this.wanted.event(event.name) && events.length < MAX_EVENTS) events.push(event)
  }

  private attribute(body: Uint8Array, into: Map<string, AttributeValue>): void {
    const { key, value } = readKeyValue(body)
    if (this.wanted.attribute(key)) into.set(key, this.value(value, 0))
  }

  private value(body: Uint8Array, depth: number): AttributeValue {
    if (depth > MAX_DEPTH || ++this.values > MAX_VALUES) {
      throw new MalformedExportError('The attributes are too many or nested too deep.')
    }
    let value: AttributeValue = null
    eachField(body, (reader, field, type) => {
      if (type === BYTES && field === 1) value = reader.string()
      else if (type === VARINT && field === 2) value = reader.bool()
      else if (type === VARINT && field === 3) value = Number(reader.int64())
      else if (type === FIXED64 && field === 4) value = reader.double()
      else if (type === BYTES && field === 5) value = this.array(reader.bytes(), depth + 1)
      else if (type === BYTES && field === 6) value = this.list(reader.bytes(), depth + 1)
      else return false
      return true
    })
    return value
  }

  private array(body: Uint8Array, depth: number): AttributeValue[] {
    const values: AttributeValue[] = []
    eachPart(body, (field, part) => field === 1 && values.push(this.value(part, depth)))
    return values
  }

  private list(body: Uint8Array, depth: number): AttributeValue {
    const entries: [string, AttributeValue][] = []
    eachPart(body, (field, part) => {
      if (field !== 1) return
      const { key, value } = readKeyValue(part)
      entries.push([key, this.value(value, depth)])
    })
    return Object.fromEntries(entries)
  }
}

const NO_SPAN = {
  traceId: '',
  spanId: '',
  parentSpanId: '',
  name: '',
  startNs: 0n,
  endNs: 0n,
  isError: false,
  statusMessage: '',
}

function readStatus(body: Uint8Array, span: { isError: boolean; statusMessage: string }): void {
  eachField(body, (reader, field, type) => {
    if (type === BYTES && field === 2) span.statusMessage = reader.string()
    else if (type === VARINT && field === 3) span.isError = reader.int32() === 2
    else return false
    return true
  })
}

function readKeyValue(body: Uint8Array): { key: string; value: Uint8Array } {
  const entry: { key: string; value: Uint8Array } = { key: '', value: new Uint8Array() }
  eachField(body, (reader, field, type) => {
    if (type === BYTES && field === 1) entry.key = reader.string()
    else if (type === BYTES && field === 2) entry.value = reader.bytes()
    else return false
    return true
  })
  return entry
}

/** Only the fields that are messages. */
function eachPart(body: Uint8Array, read: (field: number, part: Uint8Array) => unknown): void {
  eachField(body, (reader, field, type) => {
    if (type !== BYTES) return false
    read(field, reader.bytes())
    return true
  })
}

/** `read` takes a field and says so, or leaves it to be skipped. */
function eachField(
  body: Uint8Array,
  read: (reader: BinaryReader, field: number, type: WireType) => boolean,
): void {
  const reader = new BinaryReader(body)
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag()
    if (!read(reader, field, type)) reader.skip(type, field)
    if (reader.pos > reader.len) throw new RangeError('A field ends behind its message.')
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
