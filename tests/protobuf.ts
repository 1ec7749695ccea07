/** As much of the protobuf wire format as a trace needs. */

export type Bytes = number[]

export function text(field: number, value: string): Bytes {
  return block(field, [...new TextEncoder().encode(value)])
}

/** A field with a length: a message, bytes or text. */
export function block(field: number, ...parts: Bytes[]): Bytes {
  const content = parts.flat()
  return [...varint((field << 3) | 2), ...varint(content.length), ...content]
}

export function whole(field: number, value: number): Bytes {
  return [...varint(field << 3), ...varint(value)]
}

/** A number of 64 bits in eight bytes, the lowest first. */
export function fixed(field: number, value: bigint): Bytes {
  const bytes = Array.from({ length: 8 }, (_, place) => Number((value >> BigInt(8 * place)) & 255n))
  return [...varint((field << 3) | 1), ...bytes]
}

function varint(value: number): Bytes {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}
