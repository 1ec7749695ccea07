import { BinaryWriter } from '@bufbuild/protobuf/wire'
import { readJson } from '@/lib/otlp/read-json'
import { readProtobuf } from '@/lib/otlp/read-protobuf'
import type { Span, Wanted } from '@/lib/otlp/span'

/** One of the two encodings of OTLP over HTTP; an answer has that of its request. */
export type OtlpFormat = {
  contentType: string
  spans: (body: Uint8Array, wanted: Wanted) => Span[]
  /** An `ExportTraceServiceResponse`, empty when there is nothing to say. */
  success: (partial: PartialSuccess | null) => Answer
  /** A `google.rpc.Status`. */
  failure: (status: { code: number; message: string }) => Answer
}
/** Why spans were refused; with none refused, a warning. */
export type PartialSuccess = { rejectedSpans: number; errorMessage: string }
type Answer = string | Uint8Array<ArrayBuffer>

export const jsonFormat: OtlpFormat = {
  contentType: 'application/json',
  spans: readJson,
  // JSON writes 64-bit integers as strings.
  success: (partial) =>
    JSON.stringify(
      partial ? { partialSuccess: { ...partial, rejectedSpans: String(partial.rejectedSpans) } } : {},
    ),
  failure: JSON.stringify,
}

export const protobufFormat: OtlpFormat = {
  contentType: 'application/x-protobuf',
  spans: readProtobuf,
  success: (partial) => {
    const writer = new BinaryWriter()
    if (partial) {
      writer.uint32(field(1, BYTES)).fork()
      writer.uint32(field(1, VARINT)).int64(partial.rejectedSpans)
      writer.uint32(field(2, BYTES)).string(partial.errorMessage).join()
    }
    return Uint8Array.from(writer.finish())
  },
  failure: ({ code, message }) =>
    Uint8Array.from(
      new BinaryWriter()
        .uint32(field(1, VARINT))
        .int32(code)
        .uint32(field(2, BYTES))
        .string(message)
        .finish(),
    ),
}

const VARINT = 0
const BYTES = 2
const field = (number: number, wireType: number) => number * 8 + wireType

/** The format of a `Content-Type`, with or without parameters; null for any other. */
export function formatOf(contentType: string | null): OtlpFormat | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  return [protobufFormat, jsonFormat].find((format) => format.contentType === type) ?? null
}
