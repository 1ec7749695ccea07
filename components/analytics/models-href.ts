import type { Route } from 'next'
import { type ModelsQuery, modelsSearch } from '@/lib/analytics/models-search'

/** The page's address for a query: what a colleague opens to see the same picture. */
export function modelsHref(query: ModelsQuery): Route {
  const search = modelsSearch(query)
  return search ? `/analytics/models?${search}` : '/analytics/models'
}
