import { format, lastDayOfMonth, lastDayOfYear, parseISO } from 'date-fns'
import type { LogDay } from '@/lib/analytics/log-answer'
import type { LogQuery } from '@/lib/analytics/log-search'
import { formatDay } from '@/lib/format'

type Days = Pick<LogQuery, 'from' | 'to'>
/** A year, a month or a day that has calls, with the days that it is. */
export type LogSpan = Days & { key: string; label: string; calls: number; failed: number }

export type DayDrill = {
  /** The wider spans that one is in, the whole log first. */
  path: { label: string; days: Days }[]
  /** What one can go into; empty on a day. */
  spans: LogSpan[]
}

const WHOLE: Days = { from: null, to: null }
const year = (key: string) => ({ from: `${key}-01-01`, to: iso(lastDayOfYear(parseISO(`${key}-01-01`))) })
const month = (key: string) => ({ from: `${key}-01`, to: iso(lastDayOfMonth(parseISO(`${key}-01`))) })

/** C11: the years of the log, in a year its months, in a month its days; other ranges lie in their year. */
export function drillInto(days: readonly LogDay[], { from, to }: Days): DayDrill {
  const path = [{ label: 'All days', days: WHOLE }]
  const inside = days.filter(({ day }) => (!from || day >= from) && (!to || day <= to))
  const years = new Set(inside.map(({ day }) => day.slice(0, 4)))
  const [first] = from && to && from.slice(0, 4) === to.slice(0, 4) ? [from.slice(0, 4)] : []
  if (!first) {
    // With one year there is nothing to choose from but its months.
    return years.size > 1
      ? { path, spans: spansOf(inside, 4, year, (key) => key) }
      : { path, spans: spansOf(inside, 7, month, monthLabel) }
  }
  path.push({ label: first, days: year(first) })
  if (from?.slice(0, 7) !== to?.slice(0, 7)) return { path, spans: spansOf(inside, 7, month, monthLabel) }
  const monthKey = from?.slice(0, 7) ?? ''
  path.push({ label: monthLabel(monthKey), days: month(monthKey) })
  if (from === to && from) {
    path.push({ label: formatDay(from, 'with year'), days: { from, to } })
    return { path, spans: [] }
  }
  return { path, spans: spansOf(inside, 10, (day) => ({ from: day, to: day }), formatDay) }
}

function spansOf(
  days: readonly LogDay[],
  letters: number,
  daysOf: (key: string) => Days,
  label: (key: string) => string,
): LogSpan[] {
  const spans = new Map<string, LogSpan>()
  for (const { day, calls, failed } of days) {
    const key = day.slice(0, letters)
    const span = spans.get(key) ?? { key, label: label(key), ...daysOf(key), calls: 0, failed: 0 }
    spans.set(key, { ...span, calls: span.calls + calls, failed: span.failed + failed })
  }
  return [...spans.values()].reverse()
}

function monthLabel(key: string): string {
  return format(parseISO(`${key}-01`), 'MMMM yyyy')
}

function iso(date: Date): string {
  return format(date, 'yyyy-MM-dd')
}
