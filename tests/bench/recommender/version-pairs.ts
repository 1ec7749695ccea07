export type VersionPair = { before: string; after: string }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const SEPARATORS = /[-_@:/\s().]+/
const MONTH = MONTHS.join('|')
/** Words that may trail a name, and one of which must be among them. */
const DATE = {
  word: new RegExp(`^(?:\\d{2}|\\d{4}|\\d{6}|\\d{8}|(?:${MONTH})[a-z]*\\d*)$`),
  proof: new RegExp(`^(?:\\d{4,}|(?:${MONTH}).*)$`),
}
const VERSION = { word: /^(?:[vr]?\d+|before|after|old|new|pre|post)$/, proof: /./ }
type Suffix = typeof DATE
const EARLY = ['before', 'old', 'pre']

/**
 * Names that differ only in a trailing date pair up, the earliest with the latest; where no names do, those that differ in
 * a trailing version number or in before/after, old/new, pre/post. A model without a partner is its own.
 */
export function versionPairs(models: readonly string[]): VersionPair[] {
  const dated = pairsBy(models, DATE)
  return dated.some(({ before, after }) => before !== after) ? dated : pairsBy(models, VERSION)
}

function pairsBy(models: readonly string[], version: Suffix): VersionPair[] {
  const services = Map.groupBy(models, (model) => split(model, version).service)
  return [...services.values()].map((versions) => {
    const ordered = versions.toSorted((a, b) => compare(split(a, version).order, split(b, version).order))
    return { before: ordered[0] ?? '', after: ordered.at(-1) ?? '' }
  })
}

function split(model: string, version: Suffix) {
  const words = model.toLowerCase().split(SEPARATORS).filter(Boolean)
  const isService = (word: string, index: number) => index === 0 || !version.word.test(word)
  const end = words.findLastIndex(isService) + 1
  const length = words.slice(end).some((word) => version.proof.test(word)) ? end : words.length
  return { service: words.slice(0, length).join('-'), order: order(words.slice(length)) }
}

/** Years first, then months by name, then the other numbers as they stand. */
function order(words: readonly string[]): number[] {
  const numbers = words.flatMap((word) => word.match(/\d+/g) ?? [])
  const year = numbers.find((digits) => /^(?:19|20)\d\d/.test(digits))
  const month = words.map((word) => MONTHS.indexOf(word.slice(0, 3))).find((index) => index !== -1)
  const early = words.some((word) => EARLY.includes(word)) ? 0 : 1
  const rest = numbers.filter((digits) => digits !== year?.slice(0, 4)).map(Number)
  return [Number(year?.slice(0, 4) ?? 0), month ?? -1, early, ...rest]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}
