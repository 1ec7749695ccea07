import { ATTRIBUTE_NAMES } from '@/lib/otlp/attribute-names'
import type { Attributes, AttributeValue, Span } from '@/lib/otlp/span'

export type AttributeName = keyof typeof ATTRIBUTE_NAMES

/** Of the attributes under any of these names the first that has a value. */
export function firstOf(attributes: Attributes, names: readonly string[]): AttributeValue {
  for (const name of names) {
    const value = attributes.get(name) ?? null
    if (value !== null && value !== '') return value
  }
  return null
}

/** The attribute in whichever dialect the span speaks, as text of at most `max` characters; null where there is none. */
export function textOf(span: Pick<Span, 'attributes'>, name: AttributeName, max: number): string | null {
  return clipped(firstOf(span.attributes, ATTRIBUTE_NAMES[name]), max)
}

/** The same of what may also be said once for the whole service. */
export function widerTextOf(span: Span, name: AttributeName, max: number): string | null {
  return textOf(span, name, max) ?? clipped(firstOf(span.resource, ATTRIBUTE_NAMES[name]), max)
}

/** Some exporters write numbers as text; null for what is no number of at least 0. */
export function numberOf(span: Pick<Span, 'attributes'>, name: AttributeName): number | null {
  const number = numberIn(firstOf(span.attributes, ATTRIBUTE_NAMES[name]))
  return number !== null && number >= 0 ? number : null
}

/** The name of the first attribute, of those under these names, that is a number below 0; null where none is. */
export function negativeOf(span: Pick<Span, 'attributes'>, names: readonly AttributeName[]): string | null {
  const attributes = names.flatMap((name): readonly string[] => ATTRIBUTE_NAMES[name])
  return attributes.find((name) => Number(numberIn(span.attributes.get(name) ?? null)) < 0) ?? null
}

function numberIn(value: AttributeValue): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function clipped(value: AttributeValue, max: number): string | null {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  return text.trim().slice(0, max).trim() || null
}
