declare global {
  var auguryProcess: Map<string, unknown> | undefined
}

/**
 * What `make` returned when first asked for under this name. Next loads a module once per bundle, so that pages, server
 * actions and routes would each have their own: a team changed by an action would stay unchanged for the routes.
 */
export function oncePerProcess<T>(name: string, make: () => T): T {
  globalThis.auguryProcess ??= new Map()
  const kept = globalThis.auguryProcess
  if (!kept.has(name)) kept.set(name, make())
  return sameKind(kept.get(name))
}

/** A name is written in one place only, which makes and reads the same type. */
function sameKind<T>(value: unknown): T {
  return value as T
}
