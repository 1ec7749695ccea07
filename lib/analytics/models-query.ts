import { differenceInCalendarDays } from 'date-fns'
import { z } from 'zod'
import {
  DEFAULT_DAYS,
  EARLIEST_DAY,
  LONGEST_DAYS,
  MODELS_GROUPS,
  type ModelsQuery,
} from '@/lib/analytics/models-search'
import { TASK_TYPES } from '@/lib/vocabulary'

export type { ModelsQuery } from '@/lib/analytics/models-search'

const aDay = z.iso
  .date('must be a date written yyyy-MM-dd')
  .refine((day) => day >= EARLIEST_DAY, `must not be before ${EARLIEST_DAY}`)

const notDays = `must be a whole number from 1 to ${LONGEST_DAYS}`

/** The parameters as they stand in the URL. */
const modelsQueryFields = z.object({
  days: z
    .string()
    .regex(/^\d{1,4}$/, notDays)
    .transform(Number)
    .pipe(z.int().min(1, notDays).max(LONGEST_DAYS, notDays))
    .optional(),
  from: aDay.optional(),
  to: aDay.optional(),
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
export const modelsQuery = modelsQueryFields
  .superRefine(({ days, from, to }, context) => {
    const fault = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (days !== undefined && (from ?? to)) fault('days', 'cannot be combined with from and to')
    if (from && !to) fault('to', 'is needed when from is given')
    if (to && !from) fault('from', 'is needed when to is given')
    if (!from || !to) return
    if (from > to) fault('from', 'must not be after to')
    if (differenceInCalendarDays(to, from) >= LONGEST_DAYS)
      fault('to', `must be at most ${LONGEST_DAYS} days, from included`)
  })
  .transform(
    ({ days, from, to, task_type, model, group_by }): ModelsQuery => ({
      days: from ? null : (days ?? DEFAULT_DAYS),
      from: from ?? null,
      to: to ?? null,
      taskType: task_type ?? null,
      model: model ?? null,
      groupBy: group_by ?? null,
    }),
  )

/** For pages: what is invalid in the URL falls back to its default, the rest still counts. */
export function modelsQueryOrDefault(search: Record<string, string | string[] | undefined>): ModelsQuery {
  const parsed = modelsQuery.safeParse(search)
  if (parsed.success) return parsed.data
  const faulty = new Set(parsed.error.issues.map((issue) => issue.path[0]))
  const isPeriod = (field: string) => ['days', 'from', 'to'].includes(field)
  const isPeriodFaulty = [...faulty].some((field) => isPeriod(String(field)))
  const sound = Object.entries(search).filter(
    ([field]) => !faulty.has(field) && !(isPeriodFaulty && isPeriod(field)),
  )
  return modelsQueryOrDefault(Object.fromEntries(sound))
}
