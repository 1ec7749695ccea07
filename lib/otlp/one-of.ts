import { z } from 'zod'

/** The word if it is one of these, else null. */
export function oneOf<T extends string>(words: readonly T[], word: string | null): T | null {
  return words.find((known) => known === word) ?? null
}

/** The text if it is a UUID, else null. */
export function uuidOrNull(text: string | null): string | null {
  return z.uuid().safeParse(text).data ?? null
}
