import { z } from 'zod'

/** The word if it is one of these, else null. */
export function oneOf<T extends string>(words: readonly T[], word: string | null): T | null {
  return words.find((known) => known === word) ?? null
}

const uuid = z.uuid()

/** The text if it is a UUID, else null. */
export function uuidOrNull(text: string | null): string | null {
  return text === null ? null : (uuid.safeParse(text).data ?? null)
}
