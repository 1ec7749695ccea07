import type { CountedTeam } from '@/lib/analytics/models-answer'
import { formatDay } from '@/lib/format'

/** Since when the team's zone counts; null where it never had another one. */
export function zoneSinceWords({ timeZone, zoneSince }: CountedTeam): string | null {
  if (zoneSince === null) return null
  return `Days count in ${timeZone} since ${formatDay(zoneSince, 'with year')}; earlier days are those of the zone before.`
}

/** How far the days of a new zone are counted, or from when they count; null while there is none. */
export function recountWords({
  timeZone,
  nextTimeZone,
  nextZoneFrom,
  recounted,
  recountFails,
}: CountedTeam): string | null {
  if (nextTimeZone === null) return null
  if (nextZoneFrom !== null)
    return `Days count in ${nextTimeZone} from ${formatDay(nextZoneFrom, 'with year')}, as calls of this week are no longer kept; until then they are those of ${timeZone}.`
  const done = recounted === null ? '' : `, ${Math.floor(100 * recounted)}% done`
  const trouble = recountFails ? ' Something went wrong with it; it is tried again.' : ''
  return `Counting days anew in ${nextTimeZone}${done}; until then days are those of ${timeZone}.${trouble}`
}
