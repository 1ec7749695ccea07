import { chainTo, type ImportGraph } from './import-graph'

const PURE = /^(lib\/(recommender|pricing|text)\/|components\/charts\/.*prepare)/
const FRAMEWORK = /^(next|react|react-dom|server-only|@supabase\/[^/]+)(\/|$)|^lib\/supabase\//
const ADMIN = 'lib/supabase/admin.ts'
/** Tracking, ingestion (who holds a key has no session), maintenance, the evidence reader and exports. */
const MAY_BE_ADMIN =
  /^(lib\/(tracking|maintenance)\/|lib\/(api\/api-key|team-recommender|analytics\/log-export)\.ts$|tests\/|supabase\/)/
/** Handed out to other apps as one file. */
const COPIED = 'lib/tracking/client.ts'
const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file)

/** Who may import whom; one line for each import that crosses a border. Chains of imports count, types only directly. */
export function crossedBorders(graph: ImportGraph): string[] {
  return [...graph.keys()]
    .filter((file) => !isTest(file))
    .flatMap((file) => [
      ...(file.startsWith('components/') ? componentBorders(graph, file) : []),
      ...(PURE.test(file)
        ? chainLine(graph, file, (target) => FRAMEWORK.test(target), 'must stay pure')
        : []),
      ...adminBorder(graph, file),
      ...(file === COPIED ? copiedBorder(graph) : []),
    ])
}

function componentBorders(graph: ImportGraph, file: string): string[] {
  const isBeyond = (target: string) => /^(app|lib\/supabase)\//.test(target)
  const types = (graph.get(file) ?? []).filter(({ isType, target }) => isType && isBeyond(target))
  return [
    ...chainLine(graph, file, isBeyond, 'components take props and know neither routes nor data access'),
    ...types.map(({ target }) => `${file} → ${target}: components know neither routes nor data access`),
  ]
}

function adminBorder(graph: ImportGraph, file: string): string[] {
  const isDirect = (graph.get(file) ?? []).some(({ target }) => target === ADMIN)
  return isDirect && !MAY_BE_ADMIN.test(file)
    ? [
        `${file} → ${ADMIN}: only tracking, ingestion, maintenance, the evidence reader and exports may go past the policies`,
      ]
    : []
}

function chainLine(
  graph: ImportGraph,
  file: string,
  isForbidden: (target: string) => boolean,
  why: string,
): string[] {
  const chain = chainTo(graph, file, isForbidden)
  return chain ? [`${chain.join(' → ')}: ${why}`] : []
}

function copiedBorder(graph: ImportGraph): string[] {
  return (graph.get(COPIED) ?? []).map(
    ({ target }) => `${COPIED} → ${target}: it is copied without anything else`,
  )
}
