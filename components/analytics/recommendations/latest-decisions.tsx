import { Check, CircleDashed, ThumbsDown, ThumbsUp, X } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { Table, Td, Th } from '@/components/ui/table'
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
      <Table label="Latest decisions">
        <thead>
          <tr>
            <Th className="pl-5">When</Th>
            <Th>Chosen</Th>
            <Th>For</Th>
            <Th className="text-right">Chance</Th>
            <Th className="text-right">Predicted success</Th>
            <Th>Outcome</Th>
            <Th>Reason</Th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((decision) => (
            <DecisionRow key={decision.id} decision={decision} timeZone={timeZone} />
          ))}
        </tbody>
      </Table>
    </Card>
  )
}

function DecisionRow({ decision, timeZone }: { decision: ShownDecisionRow; timeZone: string }) {
  const { at, model, chosenBy, explored, taskType, complexity, probability, predictedSuccess } = decision
  return (
    <tr>
      <Td className="pl-5 whitespace-nowrap">{formatInstant(at, timeZone)}</Td>
      <Td className="whitespace-nowrap">
        <span className="flex items-center gap-2">
          {model}
          {explored && <Badge tone="accent">explored</Badge>}
        </span>
        <span className="mt-0.5 block text-xs text-muted">{by[chosenBy]}</span>
      </Td>
      <Td className="whitespace-nowrap">
        {taskTypeLabel(taskType)}
        <span className="mt-0.5 block text-xs text-muted">{complexity}</span>
      </Td>
      <Td className="text-right">{percent(probability)}</Td>
      <Td className="text-right">{percent(predictedSuccess)}</Td>
      <Td className="whitespace-nowrap">
        <Outcome decision={decision} />
      </Td>
      <Td className="min-w-64 text-xs text-pretty text-muted">{decision.reason}</Td>
    </tr>
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
      <span className="mt-0.5 block text-xs text-muted">
        {formatDuration(responseTimeMs)} · {formatUsd(costUsd)}
      </span>
    </>
  )
}

function percent(share: number | null): string {
  return formatPercent(share === null ? null : 100 * share)
}
