'use client'

import Link from 'next/link'
import { modelsHref } from '@/components/analytics/models-href'
import { FrontChart } from '@/components/charts/front-chart'
import { Card, CardHeader } from '@/components/ui/card'
import { segmentClass, segmentedClass } from '@/components/ui/segmented'
import type { ModelsQuery } from '@/lib/analytics/models-search'
import { formatQuantity, taskTypeLabel } from '@/lib/format'
import type { FrontOfTask } from '@/lib/recommender/front-of-task'

const SUBJECT = 'Quality, speed and price'

type TaskFrontsProps = {
  fronts: readonly FrontOfTask[]
  /** How far back the router's evidence reaches, whatever period the page shows. */
  evidenceDays: number
  query: ModelsQuery
  onChange: (query: ModelsQuery) => void
}

/** The front of the page's task type, or of the task with the most calls where the page shows all (A41). */
export function TaskFronts({ fronts, evidenceDays, query, onChange }: TaskFrontsProps) {
  const shown = query.taskType
    ? fronts.find(({ taskType }) => taskType === query.taskType)
    : fronts.toSorted((a, b) => callsOf(b) - callsOf(a))[0]
  if (!shown) return <NoFront evidenceDays={evidenceDays} />
  return (
    <FrontChart
      key={shown.taskType}
      subject={SUBJECT}
      front={shown}
      evidenceDays={evidenceDays}
      controls={
        <nav aria-label="Task type weighed" className={segmentedClass}>
          {fronts.map(({ taskType }) => (
            <Link
              key={taskType}
              href={modelsHref({ ...query, taskType })}
              prefetch={false}
              aria-current={taskType === shown.taskType ? 'true' : undefined}
              className={segmentClass(taskType === shown.taskType)}
              onNavigate={(event) => {
                event.preventDefault()
                onChange({ ...query, taskType })
              }}
            >
              {taskTypeLabel(taskType)}
            </Link>
          ))}
        </nav>
      }
    />
  )
}

function callsOf({ points }: FrontOfTask): number {
  return points.reduce((sum, { calls }) => sum + calls, 0)
}

function NoFront({ evidenceDays }: { evidenceDays: number }) {
  return (
    <Card aria-labelledby="no-front">
      <CardHeader
        id="no-front"
        title={SUBJECT}
        description={`No call of this task type succeeded or failed in the last ${formatQuantity(evidenceDays, 'day')}: there is nothing to weigh yet`}
      />
    </Card>
  )
}
