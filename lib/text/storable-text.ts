/** Text that Postgres can keep: without NUL and half surrogate pairs, which occur in what people paste and what gets cut off. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
