import { z } from 'zod'
import { MODELS_GROUPS, type ModelsQuery } from '@/lib/analytics/models-search'
import { checkPeriod, periodOf, periodQuery, queryOrDefault, type Search } from '@/lib/analytics/period-query'
import { TASK_TYPES } from '@/lib/vocabulary'

export type { ModelsQuery } from '@/lib/analytics/models-search'

const name = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !text.includes('\0'), 'must not contain a NUL character')
    .optional()

const modelsQueryFields = periodQuery.extend({
  task_type: z.enum(TASK_TYPES).optional(),
  model: name(200),
  provider: name(100),
  feature: name(100),
  project: z.uuid('must be the id of a project').toLowerCase().optional(),
  group_by: z.enum(MODELS_GROUPS).optional(),
})

/** The query of `GET /api/analytics/models` (A15, A16); every issue names its field. */
export const modelsQuery = modelsQueryFields.superRefine(checkPeriod).transform(
  ({ task_type, model, provider, feature, project, group_by, ...period }): ModelsQuery => ({
    ...periodOf(period),
    taskType: task_type ?? null,
    model: model ?? null,
    provider: provider ?? null,
    feature: feature ?? null,
    project: project ?? null,
    groupBy: group_by ?? null,
  }),
)

/** For pages. */
export function modelsQueryOrDefault(search: Search): ModelsQuery {
  return queryOrDefault(modelsQuery, search)
}
