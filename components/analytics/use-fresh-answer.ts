'use client'

import useSWR from 'swr'

export const REFRESH_MS = 30_000
/** While days are counted anew in another zone. */
export const RECOUNT_REFRESH_MS = 5_000
const PATIENCE_MS = 20_000

/**
 * The answer of `url`, fetched again every half minute.
 * @param initial what the server rendered the page with
 * @param refreshMs another pause before the next fetch, by the latest answer; 0 for none
 */
export function useFreshAnswer<Answer extends { generatedAt: string }>(
  url: string,
  initial: Answer,
  refreshMs: (latest: Answer) => number = () => REFRESH_MS,
) {
  const { data, error, isValidating, mutate } = useSWR<Answer>(url, fetchAnswer, {
    fallbackData: initial,
    refreshInterval: (latest = initial) => refreshMs(latest),
    revalidateOnMount: false,
  })
  // Coming back to a filter, the cache may hold an older answer than the page was just rendered with.
  const answer = data && data.generatedAt > initial.generatedAt ? data : initial
  return { answer, hasFailed: Boolean(error), isRefreshing: isValidating, onRetry: () => mutate() }
}

async function fetchAnswer(url: string) {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!response.ok) throw new Error(`The figures could not be refreshed (${response.status})`)
  return response.json()
}
