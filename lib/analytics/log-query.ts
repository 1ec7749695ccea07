import { z } from 'zod'
import { CALL_COLUMNS, type CallColumn, isCallColumn } from '@/lib/analytics/call-columns'
import { LOG_OUTCOMES, type LogFilter, type LogQuery } from '@/lib/analytics/log-search'
import { EARLIEST_DAY } from '@/lib/analytics/models-search'
import { aDay } from '@/lib/analytics/period-query'
import { TASK_TYPES } from '@/lib/vocabulary'

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes('\0'), 'must not contain a NUL character')
    .optional()
const id = z.uuid('must be an id').toLowerCase().optional()

const filterFields = {
  from: aDay.optional(),
  to: aDay.optional(),
  outcome: z.enum(LOG_OUTCOMES).optional(),
  model: text(200),
  provider: text(100),
  feature: text(100),
  task_type: z.enum(TASK_TYPES).optional(),
  error_kind: text(100),
  project: id,
  user: id,
  conversation: text(200),
  run: id,
  external_user: text(200),
  q: text(200),
}

const cursor = z.tuple([
  z.iso
    .datetime({ offset: true })
    .max(40)
    .refine((at) => at >= EARLIEST_DAY),
  z.guid(),
])
const before = z
  .string()
  .refine((text) => cursor.safeParse(text.split('_')).success, 'must be the “before” of an earlier answer')
  .optional()

const filter = z.strictObject(filterFields)
type Parameters = z.infer<typeof filter>

const isInOrder = ({ from, to }: Pick<Parameters, 'from' | 'to'>) => !from || !to || from <= to
const outOfOrder = { path: ['from'], error: 'must not be after to' }

function filterOf({ task_type, error_kind, external_user, q, ...same }: Parameters): LogFilter {
  return {
    from: same.from ?? null,
    to: same.to ?? null,
    outcome: same.outcome ?? null,
    model: same.model ?? null,
    provider: same.provider ?? null,
    feature: same.feature ?? null,
    taskType: task_type ?? null,
    errorKind: error_kind ?? null,
    project: same.project ?? null,
    user: same.user ?? null,
    conversation: same.conversation ?? null,
    run: same.run ?? null,
    externalUser: external_user ?? null,
    search: q ?? null,
  }
}

/** The query of `/analytics/logs` and `GET /api/analytics/logs`; every issue names its field. */
export const logQuery = filter
  .extend({ before })
  .refine(isInOrder, outOfOrder)
  .transform(({ before, ...rest }): LogQuery => ({ ...filterOf(rest), before: before ?? null }))

export type ExportQuery = { filter: LogFilter; format: 'csv' | 'xlsx'; columns: CallColumn[] }

/** The query of `GET /api/analytics/logs/export`: a filter, and columns by their keys with commas between, all unless told. */
export const exportQuery = filter
  .extend({
    format: z.enum(['csv', 'xlsx']),
    columns: z
      .string()
      .transform((keys) => keys.split(','))
      .pipe(z.array(z.string().refine(isCallColumn, 'no such column')).min(1))
      .optional(),
  })
  .refine(isInOrder, outOfOrder)
  .transform(({ format, columns, ...rest }): ExportQuery => {
    const keys = new Set(columns)
    return {
      filter: filterOf(rest),
      format,
      columns: CALL_COLUMNS.filter(({ key }) => columns === undefined || keys.has(key)),
    }
  })
