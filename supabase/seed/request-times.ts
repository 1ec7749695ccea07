import { TZDate } from '@date-fns/tz'
import { addDays, startOfDay } from 'date-fns'
import type { Dice } from './dice'

/** How busy each weekday is, Sunday first, and each hour, midnight first. */
const WEEKDAYS = [0.22, 1.05, 1.15, 1.12, 1.08, 0.86, 0.28]
const HOURS = [
  0.06, 0.03, 0.02, 0.02, 0.03, 0.08, 0.25, 0.6, 1.1, 1.5, 1.6, 1.45, 0.95, 1.2, 1.5, 1.55, 1.4, 1.1, 0.7,
  0.5, 0.45, 0.4, 0.28, 0.14,
]

/**
 * Moments of about `expected` requests on the last `days` local days, today up to `now`, in order: busy at work,
 * quiet at night and on weekends, a third busier at the end than at the beginning.
 */
export function requestTimes(
  dice: Dice,
  now: Date,
  timeZone: string,
  days: number,
  expected: number,
): Date[] {
  const hours = weightedHours(now, timeZone, days)
  const total = hours.reduce((sum, { weight }) => sum + weight, 0)
  const times = hours.flatMap(({ at, weight }) =>
    Array.from(
      { length: dice.poisson((expected * weight) / total) },
      () => new Date(at + dice.between(0, 3_600_000)),
    ),
  )
  return times.filter((time) => time < now).sort((a, b) => a.getTime() - b.getTime())
}

function weightedHours(now: Date, timeZone: string, days: number): { at: number; weight: number }[] {
  const today = startOfDay(new TZDate(now.getTime(), timeZone))
  const hours: { at: number; weight: number }[] = []
  for (let day = 0; day < days; day++) {
    const begin = addDays(today, day - days + 1)
    const end = addDays(begin, 1)
    // Days of 23 and 25 hours come out right: the local hour of each instant is asked for.
    for (let at = begin.getTime(); at < Math.min(end.getTime(), now.getTime()); at += 3_600_000) {
      const hour = HOURS[new TZDate(at, timeZone).getHours()] ?? 0
      hours.push({ at, weight: (WEEKDAYS[begin.getDay()] ?? 0) * hour * (1 + day / (3 * days)) })
    }
  }
  return hours
}
