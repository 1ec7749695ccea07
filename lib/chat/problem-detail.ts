import { z } from 'zod'

const problem = z.object({ detail: z.string() })

/** The sentence of a problem (RFC 9457) in the text of an answer; null when it holds none. */
export function problemDetail(text: string): string | null {
  const parsed = problem.safeParse(jsonOf(text))
  return parsed.success ? parsed.data.detail : null
}

/** Null for text that is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
