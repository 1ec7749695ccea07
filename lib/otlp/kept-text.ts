import { firstOf } from '@/lib/otlp/attribute'
import { TEXT_NAMES } from '@/lib/otlp/attribute-names'
import type { AttributeValue, Span } from '@/lib/otlp/span'
import { redactSecrets } from '@/lib/tracking/redact-secrets'

const MAX_CHARACTERS = 8_000

/** The words of a span's conversation for the metadata of its call, each cut; empty where nothing of them was read. */
export function keptText(span: Span): Record<string, string> {
  const entries = Object.entries(TEXT_NAMES).map(
    ([name, names]) => [name, firstOf(span.attributes, names)] as const,
  )
  return Object.fromEntries(
    entries.filter(([, value]) => value !== null).map(([name, value]) => [name, cut(value)]),
  )
}

function cut(value: AttributeValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const kept = redactSecrets(text.slice(0, MAX_CHARACTERS))
  return text.length > MAX_CHARACTERS ? `${kept} … (${text.length} characters)` : kept
}
