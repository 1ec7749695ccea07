import type { Route } from 'next'
import { logHref } from '@/lib/analytics/log-search'
import type { ModelsPeriod } from '@/lib/analytics/models-answer'
import type { ModelsQuery } from '@/lib/analytics/models-search'

/** `failed` is error and time-out. */
export type WhichCalls = 'all' | 'ok' | 'failed' | 'stopped'

/** The log of the calls that a figure of the models page counts (C22). */
export function callsHref(
  { model, provider, feature, project, taskType }: ModelsQuery,
  { from, to }: Pick<ModelsPeriod, 'from' | 'to'>,
  which: WhichCalls,
  errorKind: string | null = null,
): Route {
  const outcome = which === 'all' ? null : which
  return logHref({ model, provider, feature, project, taskType, from, to, outcome, errorKind })
}
