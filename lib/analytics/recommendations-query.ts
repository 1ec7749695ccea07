import { z } from 'zod'
import type { PeriodQuery } from '@/lib/analytics/models-search'
import { checkPeriod, periodOf, periodQuery } from '@/lib/analytics/period-query'
import type { RecommendationsQuery } from '@/lib/analytics/recommendations-search'
import { TASK_TYPES } from '@/lib/vocabulary'

/** The query of `GET /api/analytics/recommendations`; every issue names its field. */
export const recommendationsQuery = periodQuery
  .extend({ task_type: z.enum(TASK_TYPES).optional() })
  .superRefine(checkPeriod)
  .transform(
    ({ task_type, ...period }): RecommendationsQuery => ({
      ...periodOf(period),
      taskType: task_type ?? null,
    }),
  )

/** `subjectType` null: whatever was predicted. */
export type PredictionAccuracyQuery = PeriodQuery & { subjectType: string | null }

/** The query of `GET /api/analytics/prediction-accuracy`. */
export const predictionAccuracyQuery = periodQuery
  .extend({
    subject_type: z
      .string()
      .regex(/^[a-z0-9_]{1,100}$/, 'must be a name like recommendation')
      .optional(),
  })
  .superRefine(checkPeriod)
  .transform(
    ({ subject_type, ...period }): PredictionAccuracyQuery => ({
      ...periodOf(period),
      subjectType: subject_type ?? null,
    }),
  )
