/** `fetch` that gives up after `ms`, so that a dead server never hangs a request. */
export function timedFetch(ms: number): typeof fetch {
  return (input, init) => {
    const limit = AbortSignal.timeout(ms)
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit
    return fetch(input, { ...init, signal })
  }
}
