import { Clock } from 'lucide-react'
import { recountWords, zoneSinceWords } from '@/components/analytics/zone-words'
import type { CountedTeam, ModelsPeriod } from '@/lib/analytics/models-answer'

type ZoneNoteProps = { team: CountedTeam; period?: Pick<ModelsPeriod, 'from' | 'to'> }

/** Tells of a change of the team's time zone where it touches the days shown; without a period, of one under way. */
export function ZoneNote({ team, period }: ZoneNoteProps) {
  const isWithin =
    period && team.zoneSince !== null && period.from < team.zoneSince && team.zoneSince <= period.to
  const notes = [recountWords(team), isWithin && zoneSinceWords(team)].filter(Boolean)
  if (notes.length === 0) return null
  return (
    <p
      role="status"
      className="flex items-start gap-2.5 rounded-lg border border-line bg-surface px-4 py-2.5 text-sm text-pretty"
    >
      <Clock aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <span>{notes.join(' ')}</span>
    </p>
  )
}
