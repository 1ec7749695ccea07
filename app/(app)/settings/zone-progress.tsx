'use client'

import { RECOUNT_REFRESH_MS, useFreshAnswer } from '@/components/analytics/use-fresh-answer'
import { recountWords, zoneSinceWords } from '@/components/analytics/zone-words'
import type { CountedZone } from '@/lib/analytics/models-answer'

/** Which zone's days count, and while another one was chosen how far its days are counted. */
export function ZoneProgress({ initial }: { initial: CountedZone }) {
  const { answer } = useFreshAnswer<CountedZone>('/api/analytics/models?days=1', initial, ({ team }) =>
    team.recounted === null ? 0 : RECOUNT_REFRESH_MS,
  )
  const { team } = answer
  const words = recountWords(team) ?? zoneSinceWords(team)
  return (
    <div role="status" className="-mt-2.5 text-xs text-pretty text-muted empty:hidden">
      {words}
      {team.recounted !== null && (
        <meter
          min={0}
          max={1}
          value={team.recounted}
          aria-label="Days counted anew"
          className="meter-bar ml-2 align-middle"
        />
      )}
    </div>
  )
}
