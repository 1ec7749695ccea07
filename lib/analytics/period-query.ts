import { differenceInCalendarDays } from 'date-fns'
import { z } from 'zod'
import { DEFAULT_DAYS, EARLIEST_DAY, LONGEST_DAYS, type PeriodQuery } from '@/lib/analytics/models-search'
import { dayAt } from '@/lib/format'

export const aDay = z.iso
  .date('must be a date written yyyy-MM-dd')
  .refine((day) => day >= EARLIEST_DAY, `must not be before ${EARLIEST_DAY}`)

const notDays = `must be a whole number from 1 to ${LONGEST_DAYS}`

/** The parameters of a period as they stand in the URL; with any other, the issue names it. */
export const periodQuery = z.strictObject({
  days: z
    .string()
    .regex(/^\d{1,4}$/, notDays)
    .transform(Number)
    .pipe(z.int().min(1, notDays).max(LONGEST_DAYS, notDays))
    .optional(),
  from: aDay.optional(),
  to: aDay.optional(),
})

type PeriodParameters = z.infer<typeof periodQuery>

/** Names the field of a period that says nothing sensible. */
export function checkPeriod(
  { days, from, to }: PeriodParameters,
  context: { addIssue: (issue: { code: 'custom'; path: string[]; message: string }) => void },
): void {
  const fault = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message })
  if (days !== undefined && (from ?? to)) fault('days', 'cannot be combined with from and to')
  if (from && !to) fault('to', 'is needed when from is given')
  if (to && !from) fault('from', 'is needed when to is given')
  if (!from || !to) return
  if (from > to) fault('from', 'must not be after to')
  else if (from > latestDay()) fault('from', 'lies in the future')
  if (differenceInCalendarDays(to, from) >= LONGEST_DAYS)
    fault('to', `must be at most ${LONGEST_DAYS} days, from included`)
}

/** Today where days begin first: no team is further. */
function latestDay(): string {
  return dayAt(new Date().toISOString(), 'Pacific/Kiritimati')
}

export function periodOf({ days, from, to }: PeriodParameters): PeriodQuery {
  return { days: from ? null : (days ?? DEFAULT_DAYS), from: from ?? null, to: to ?? null }
}

/** The same as the database's functions take it: what is not given is left out. */
export function periodArguments({ days, from, to }: PeriodQuery) {
  return {
    ...(days !== null && { p_days: days }),
    ...(from !== null && { p_from: from }),
    ...(to !== null && { p_to: to }),
  }
}

export type Search = Record<string, string | string[] | undefined>

/** For pages: what is invalid in the URL falls back to its default, the rest still counts. */
export function queryOrDefault<Query>(query: z.ZodType<Query>, search: Search): Query {
  return query.parse(understood(query, search))
}

/** The fields of a URL that `queryOrDefault` does without. */
export function notUnderstood(query: z.ZodType, search: Search): string[] {
  const sound = understood(query, search)
  return Object.keys(search).filter((field) => !Object.hasOwn(sound, field))
}

function understood(query: z.ZodType, search: Search): Search {
  const parsed = query.safeParse(search)
  if (parsed.success) return search
  const faulty = new Set(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(0, 1),
    ),
  )
  const isPeriod = (field: string) => ['days', 'from', 'to'].includes(field)
  const isPeriodFaulty = [...faulty].some((field) => isPeriod(String(field)))
  const sound = Object.entries(search).filter(
    ([field]) => !faulty.has(field) && !(isPeriodFaulty && isPeriod(field)),
  )
  return understood(query, Object.fromEntries(sound))
}
