import { z } from 'zod'
import { MODELS_GROUPS, type ModelsQuery } from '@/lib/analytics/models-search'
import { checkPeriod, periodOf, periodQuery, queryOrDefault, type Search } from '@/lib/analytics/period-query'
import { TASK_TYPES } from '@/lib/vocabulary'

export type { ModelsQuery } from '@/lib/analytics/models-search'

const modelsQueryFields = periodQuery.extend({
  task_type: z.enum(TASK_TYPES).optional(),
  model: z
    .string()
    .min(1)
    .max(200)
    .refine((model) => !model.includes('\0'), 'must not contain a NUL character')
    .optional(),
  group_by: z.enum(MODELS_GROUPS).optional(),
})

/** The query of `GET /api/analytics/models` (A15, A16); every issue names its field. */
export const modelsQuery = modelsQueryFields.superRefine(checkPeriod).transform(
  ({ task_type, model, group_by, ...period }): ModelsQuery => ({
    ...periodOf(period),
    taskType: task_type ?? null,
    model: model ?? null,
    groupBy: group_by ?? null,
  }),
)

/** For pages. */
export function modelsQueryOrDefault(search: Search): ModelsQuery {
  return queryOrDefault(modelsQuery, search)
}
