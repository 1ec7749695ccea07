import { posix } from 'node:path'

type Import = { target: string /** Gone at run time. */; isType: boolean }
export type ImportGraph = ReadonlyMap<string, readonly Import[]>

const FROM = /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm
const BARE = /(?:^\s*import|\bimport\s*\(|\brequire\s*\()\s*['"]([^'"]+)['"]/gm

/** Who imports what: files as paths from the root, packages by their name. `sources` maps path to text. */
export function importGraph(sources: ReadonlyMap<string, string>): ImportGraph {
  return new Map(
    [...sources].map(([file, text]) => [
      file,
      importsOf(text).map(({ target, isType }) => ({ isType, target: resolved(file, target, sources) })),
    ]),
  )
}

function importsOf(text: string): Import[] {
  return [
    ...[...text.matchAll(FROM)].map(([, type, target = '']) => ({ target, isType: type !== undefined })),
    ...[...text.matchAll(BARE)].map(([, target = '']) => ({ target, isType: false })),
  ]
}

function resolved(from: string, target: string, sources: ReadonlyMap<string, string>): string {
  if (!target.startsWith('.') && !target.startsWith('@/')) return target.replace(/^node:/, '')
  const path = target.startsWith('@/')
    ? target.slice(2)
    : posix.normalize(posix.join(posix.dirname(from), target))
  return ['.ts', '.tsx', '/index.ts', ''].map((end) => path + end).find((file) => sources.has(file)) ?? path
}

/** The shortest chain of run-time imports from a file to something forbidden, itself first; null when there is none. */
export function chainTo(
  graph: ImportGraph,
  from: string,
  isForbidden: (target: string) => boolean,
): string[] | null {
  const seen = new Set([from])
  let chains = [[from]]
  while (chains.length > 0) {
    const longer: string[][] = []
    for (const chain of chains) {
      for (const { target, isType } of graph.get(chain.at(-1) ?? '') ?? []) {
        if (isType || seen.has(target)) continue
        if (isForbidden(target)) return [...chain, target]
        seen.add(target)
        longer.push([...chain, target])
      }
    }
    chains = longer
  }
  return null
}
