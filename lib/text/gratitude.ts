import { GOOD_NEWS, OPENER, PRAISE, REVOKED, SUCCESS_THEN_THANKS, THANKS } from '@/lib/text/gratitude-rules'
import { splitCode } from '@/lib/text/split-code'

/** Thanks stand at the beginning, and so does what takes them back; in characters. */
const HEAD = 300

/**
 * Whether a message thanks for or praises the answer before it. In doubt it does not: “thanks, but it fails”, thanks in
 * advance, a thank-you note to be written. English and the plainest German, French and Spanish.
 */
export function isGratitude(message: string): boolean {
  const head = headOf(message)
  const said = withoutOpeners(head)
  const isPraise = [...THANKS, ...PRAISE].some((rule) => rule.test(said)) || SUCCESS_THEN_THANKS.test(said)
  if (!isPraise) return false
  const plain = head.replaceAll(GOOD_NEWS, ' ')
  return !REVOKED.some((rule) => rule.test(plain))
}

function headOf(message: string): string {
  const { prose } = splitCode(message.slice(0, 4 * HEAD))
  const straight = prose
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
  return straight.replaceAll(/\s+/g, ' ').trim().slice(0, HEAD)
}

function withoutOpeners(head: string): string {
  let rest = head.replace(/^[^\p{L}\p{N}]+/u, '')
  while (OPENER.test(rest)) rest = rest.replace(OPENER, '')
  return rest
}
