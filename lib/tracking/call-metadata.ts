import { z } from 'zod'
import { storableText } from '@/lib/text/storable-text'
import type { CallEvent } from '@/lib/tracking/event'
import { redactSecrets } from '@/lib/tracking/redact-secrets'

const MAX_DEPTH = 8
const MAX_CHARACTERS = 16_384

/** Whose value is a secret whatever it looks like. */
const SECRET = /^(?:x[-_])?(?:api[-_]?key|token|secret|password|authorization)$/i

/**
 * Metadata from outside: an object at most eight levels deep and, as JSON, of at most 16,384 characters; without what looks
 * like a key.
 */
export const callMetadata = z.record(z.string(), z.unknown()).transform((value, context) => {
  // Before anything that recurses: a body of brackets alone is deeper than the stack.
  const complaint = isWithin(value, MAX_DEPTH)
    ? JSON.stringify(value).length > MAX_CHARACTERS && `more than ${MAX_CHARACTERS} characters of JSON`
    : `deeper than ${MAX_DEPTH} levels`
  if (complaint) {
    context.addIssue({ code: 'custom', message: complaint })
    return z.NEVER
  }
  return storableEntries(value)
})

type Json = CallEvent['metadata'][string]

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((inner) => isWithin(inner, depth - 1))
}

function storableEntries(value: object): CallEvent['metadata'] {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      storableText(redactSecrets(key)),
      SECRET.test(key) && typeof inner === 'string' ? '[redacted]' : storable(inner),
    ]),
  )
}

/** Numbers too large for JSON become null, as JSON itself would have it. */
function storable(value: unknown): Json {
  if (typeof value === 'string') return storableText(redactSecrets(value))
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(storable)
  return typeof value === 'object' && value !== null ? storableEntries(value) : null
}
