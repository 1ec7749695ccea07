import { TrendingDown, TrendingUp } from 'lucide-react'
import { Card, CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import type { ShownChange } from '@/lib/analytics/recommendations-answer'
import { armKey, armLabels } from '@/lib/arm-labels'
import { formatInstant, formatPercent, formatQuantity, taskTypeLabel } from '@/lib/format'

type ModelChangesProps = {
  changes: readonly ShownChange[]
  /** Length of the period whose changes are listed. */
  days: number
  timeZone: string
}

/** Where a model got worse or better, the latest first. */
export function ModelChanges({ changes, days, timeZone }: ModelChangesProps) {
  const labelOf = armLabels(changes)
  return (
    <Card aria-labelledby="model-changes">
      <CardHeader
        id="model-changes"
        title="Models that changed"
        description={
          changes.length === 0
            ? `No model became worse or better for certain in ${formatQuantity(days, 'day')}`
            : `In ${formatQuantity(days, 'day')}; the router hardly counts what a model did before it changed`
        }
      />
      {changes.length > 0 && (
        <ul className="px-5 pb-3">
          {changes
            .toSorted((a, b) => Date.parse(b.changedAt) - Date.parse(a.changedAt))
            .map((change) => (
              <ChangeItem
                key={`${armKey(change)} ${change.taskType} ${change.changedAt}`}
                change={change}
                label={labelOf(change)}
                timeZone={timeZone}
              />
            ))}
        </ul>
      )}
    </Card>
  )
}

type ChangeItemProps = { change: ShownChange; label: string; timeZone: string }

function ChangeItem({ change, label, timeZone }: ChangeItemProps) {
  const { taskType, direction, changedAt, foundAt, successBefore, successAfter, callsAfter } = change
  const isDrop = direction === 'drop'
  const Icon = isDrop ? TrendingDown : TrendingUp
  return (
    <li className="flex gap-3.5 border-t border-line/40 py-3.5">
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', isDrop ? 'text-bad' : 'text-good')} />
      <div className="min-w-0">
        <p className="text-sm text-pretty wrap-break-word">
          <span className="font-medium">{label}</span> {isDrop ? 'got worse' : 'recovered'}{' '}
          {taskType ? `for ${taskTypeLabel(taskType).toLowerCase()}` : 'on all tasks'}:{' '}
          {formatPercent(100 * successBefore)} of its calls succeeded before,{' '}
          {formatPercent(100 * successAfter)} since
        </p>
        <p className="mt-1 text-xs text-muted tabular-nums">
          Since <time dateTime={changedAt}>{formatInstant(changedAt, timeZone)}</time>, found{' '}
          <time dateTime={foundAt}>{formatInstant(foundAt, timeZone)}</time> after{' '}
          {formatQuantity(callsAfter, 'call')}
        </p>
      </div>
    </li>
  )
}
