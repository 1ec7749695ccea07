'use client'

import Link from 'next/link'
import { callsHref } from '@/components/analytics/calls-href'
import { METRIC_COLUMNS } from '@/components/analytics/metric-columns'
import { MetricsTable } from '@/components/analytics/metrics-table'
import { modelsHref } from '@/components/analytics/models-href'
import { Card, CardHeader } from '@/components/ui/card'
import type { ModelsPeriod, TaskTypeMetrics } from '@/lib/analytics/models-answer'
import type { ModelsQuery } from '@/lib/analytics/models-search'
import { taskTypeLabel } from '@/lib/format'

type TaskTypesTableProps = {
  taskTypes: readonly TaskTypeMetrics[]
  query: ModelsQuery
  period: Pick<ModelsPeriod, 'from' | 'to'>
}

export function TaskTypesTable({ taskTypes, query, period }: TaskTypesTableProps) {
  return (
    <Card aria-labelledby="task-types-table" className="overflow-hidden">
      <CardHeader
        id="task-types-table"
        title="By task type"
        description="What users wanted; choose one to see its models alone"
      />
      <MetricsTable
        label="Figures by task type"
        name={{
          label: 'Task type',
          name: (row) => taskTypeLabel(row.taskType),
          cell: (row) => (
            <Link
              href={modelsHref({ ...query, taskType: row.taskType })}
              prefetch={false}
              className="font-medium underline decoration-line underline-offset-4 hover:decoration-accent"
            >
              {taskTypeLabel(row.taskType)}
            </Link>
          ),
        }}
        columns={METRIC_COLUMNS}
        rows={taskTypes}
        rowKey={(row) => row.taskType}
        callsHref={(row, which) => callsHref({ ...query, taskType: row.taskType }, period, which)}
      />
    </Card>
  )
}
