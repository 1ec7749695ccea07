'use client'

import { callsHref } from '@/components/analytics/calls-href'
import { MODEL_COLUMNS } from '@/components/analytics/metric-columns'
import { MetricsTable } from '@/components/analytics/metrics-table'
import { Card, CardHeader } from '@/components/ui/card'
import type { ModelMetrics, ModelsPeriod } from '@/lib/analytics/models-answer'
import type { ModelsQuery } from '@/lib/analytics/models-search'
import { armKey } from '@/lib/arm-labels'

type ModelsTableProps = {
  models: readonly ModelMetrics[]
  query: ModelsQuery
  period: Pick<ModelsPeriod, 'from' | 'to'>
}

export function ModelsTable({ models, query, period }: ModelsTableProps) {
  return (
    <Card aria-labelledby="models-table" className="overflow-hidden">
      <CardHeader
        id="models-table"
        title="All models"
        description="Below the figures the number n of calls they rest on, and for rates the 95% interval"
      />
      <MetricsTable
        label="Figures of all models"
        name={{
          label: 'Model',
          name: (row) => row.model,
          cell: (row) => (
            <>
              <span className="font-medium">{row.model}</span>
              <span className="mt-0.5 block text-xs text-muted">{row.provider}</span>
            </>
          ),
        }}
        columns={MODEL_COLUMNS}
        rows={models}
        rowKey={armKey}
        callsHref={(row, which) =>
          callsHref({ ...query, model: row.model, provider: row.provider }, period, which)
        }
      />
    </Card>
  )
}
