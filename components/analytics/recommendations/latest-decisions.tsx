import { Check, CircleDashed, ThumbsDown, ThumbsUp, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import type { ShownDecisionRow } from '@/lib/analytics/recommendations-answer'
import { formatDuration, formatInstant, formatPercent, formatUsd, taskTypeLabel } from '@/lib/format'

type LatestDecisionsProps = { decisions: readonly ShownDecisionRow[]; timeZone: string }

const by = {
  user: 'by the user',
  conversation: 'kept in its conversation',
  rules: 'by rules',
  evidence: 'by evidence',
} as const

export function LatestDecisions({ decisions, timeZone }: LatestDecisionsProps) {
  return (
    <Card aria-labelledby="latest-decisions">
      <CardHeader
        id="latest-decisions"
        title="Latest decisions"
        description="What was chosen, why, with which chance, and what came of it"
      />
      <ol className="divide-y divide-line/40 border-t border-line/70">
        {decisions.map((decision) => (
          <Decision key={decision.id} decision={decision} timeZone={timeZone} />
        ))}
      </ol>
    </Card>
  )
}

function Decision({ decision, timeZone }: { decision: ShownDecisionRow; timeZone: string }) {
  const { at, model, chosenBy, explored, taskType, complexity, probability, predictedSuccess } = decision
  return (
    <li className="px-5 py-4 text-sm tabular-nums">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-[1.8fr_1.2fr_1.5fr_0.7fr_1.3fr_1.3fr]">
        <Fact term="Chosen" note={by[chosenBy]}>
          {model} {explored && <Badge tone="accent">explored</Badge>}
        </Fact>
        <Fact term="For" note={complexity}>
          {taskTypeLabel(taskType)}
        </Fact>
        <Fact term="When">{formatInstant(at, timeZone)}</Fact>
        <Fact term="Chance">{percent(probability)}</Fact>
        <Fact term="Predicted success">{percent(predictedSuccess)}</Fact>
        <Fact term="Outcome">
          <Outcome decision={decision} />
        </Fact>
      </dl>
      <p className="mt-3 max-w-4xl text-xs text-pretty text-muted">{decision.reason}</p>
    </li>
  )
}

function Fact({ term, note, children }: { term: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{term}</dt>
      <dd className="mt-0.5">
        {children}
        {note && <span className="block text-xs text-muted">{note}</span>}
      </dd>
    </div>
  )
}

function Outcome({ decision: { success, rating, costUsd, responseTimeMs } }: { decision: ShownDecisionRow }) {
  const Icon = success === null ? CircleDashed : success ? Check : X
  const Thumb = rating > 0 ? ThumbsUp : ThumbsDown
  return (
    <>
      <span className="flex items-center gap-1.5">
        <Icon aria-hidden className={success === false ? 'size-3.5 text-bad' : 'size-3.5 text-muted'} />
        {success === null ? 'Not known' : success ? 'Succeeded' : 'Failed'}
        {rating !== 0 && <Thumb aria-label={rating > 0 ? 'thumb up' : 'thumb down'} className="size-3.5" />}
      </span>
      <span className="block text-xs text-muted">
        {formatDuration(responseTimeMs)} · {formatUsd(costUsd)}
      </span>
    </>
  )
}

function percent(share: number | null): string {
  return formatPercent(share === null ? null : 100 * share)
}
