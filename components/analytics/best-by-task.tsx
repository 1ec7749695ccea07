import { Card, CardHeader } from '@/components/ui/card'
import { Info } from '@/components/ui/info'
import type { BestForTask } from '@/lib/analytics/models-answer'
import { formatPercent, formatQuantity, taskTypeLabel } from '@/lib/format'
import { EVIDENCE_DAYS } from '@/lib/recommender/evidence'
import type { TaskType } from '@/lib/vocabulary'

type BestByTaskProps = {
  best: readonly BestForTask[]
  /** Task types that occur, ranked or not. */
  taskTypes: readonly TaskType[]
}

export function BestByTask({ best, taskTypes }: BestByTaskProps) {
  const unranked = taskTypes.filter((taskType) => !best.some((each) => each.taskType === taskType))
  return (
    <Card aria-labelledby="best-by-task">
      <CardHeader
        id="best-by-task"
        title="Best model per task"
        description={`By what the router expects of each, from the last ${formatQuantity(EVIDENCE_DAYS, 'day')}, among models with at least five calls of the task`}
        actions={
          <Info label="How quality and confidence are computed">
            <p>
              <strong>Quality</strong> is the chance that an answer succeeds and pleases. With few calls it
              leans on what the model does elsewhere, and on what others do here.
            </p>
            <p className="mt-2">
              <strong>Confidence</strong> is the probability that no other model is better by more than two
              points.
            </p>
          </Info>
        }
      />
      <ul className="px-5 pb-3">
        {best.map((each) => (
          <BestItem key={each.taskType} best={each} />
        ))}
        {unranked.map((taskType) => (
          <li key={taskType} className="border-t border-line/40 py-3.5 text-sm text-muted">
            <span className="font-medium">{taskTypeLabel(taskType)}</span>: not enough calls of one model yet
          </li>
        ))}
      </ul>
    </Card>
  )
}

function BestItem({ best }: { best: BestForTask }) {
  const confidence = Math.round(best.confidence)
  return (
    <li className="border-t border-line/40 py-3.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 text-sm">
          <span className="text-muted">{taskTypeLabel(best.taskType)}</span>{' '}
          <strong className="font-semibold text-ink">{best.model}</strong>
        </p>
        <p className="flex items-center gap-2 text-xs text-muted tabular-nums">
          <meter
            min={0}
            max={100}
            value={confidence}
            aria-label={`Confidence that ${best.model} is best for ${taskTypeLabel(best.taskType)}`}
            className="meter-bar mt-px"
          />
          {confidence}% confident
        </p>
      </div>
      <p className="mt-1 text-xs text-pretty text-muted tabular-nums">
        {best.reason} Quality {formatPercent(100 * best.quality.mean)} (
        {formatPercent(100 * best.quality.low)} to {formatPercent(100 * best.quality.high)})
        {best.runnerUp &&
          `; next ${best.runnerUp.model} with ${formatPercent(100 * best.runnerUp.quality.mean)} from ${formatQuantity(best.runnerUp.calls, 'call')}`}
        .
      </p>
    </li>
  )
}
