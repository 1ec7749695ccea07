'use client'

import dynamic from 'next/dynamic'
import { ChartFrame } from '@/components/charts/chart-frame'
import { ChartLegend } from '@/components/charts/chart-legend'
import { barsHeight } from '@/components/charts/look'
import { PER_TIME_BAR, prepareResponseTime } from '@/components/charts/response-time-prepare'
import type { ModelMetrics } from '@/lib/analytics/models-answer'

const Draw = dynamic(
  () => import('@/components/charts/response-time-draw').then((file) => file.ResponseTimeDraw),
  {
    ssr: false,
  },
)

export function ResponseTimeChart({ models }: { models: readonly ModelMetrics[] }) {
  const chart = prepareResponseTime(models)
  return (
    <ChartFrame subject="Response time" words={chart}>
      <div style={{ height: barsHeight(chart.bars.length, PER_TIME_BAR) }}>
        <Draw {...chart} />
      </div>
      <ChartLegend
        items={[
          {
            key: 'p50',
            label: 'p50: half of the calls are faster',
            colour: 'var(--series-1)',
            pattern: 'solid',
          },
          { key: 'p95', label: 'p95: 19 of 20 are faster', colour: 'var(--series-2)', pattern: 'stripes' },
        ]}
      />
    </ChartFrame>
  )
}
