'use client'

import dynamic from 'next/dynamic'
import { ChartFrame } from '@/components/charts/chart-frame'
import { barsHeight } from '@/components/charts/look'
import { PER_RATE_BAR, prepareSuccessRate } from '@/components/charts/success-rate-prepare'
import type { ModelMetrics } from '@/lib/analytics/models-answer'

const Draw = dynamic(
  () => import('@/components/charts/success-rate-draw').then((file) => file.SuccessRateDraw),
  {
    ssr: false,
  },
)

export function SuccessRateChart({ models }: { models: readonly ModelMetrics[] }) {
  const chart = prepareSuccessRate(models)
  return (
    <ChartFrame subject="Success rate" words={chart}>
      <div style={{ height: barsHeight(chart.bars.length, PER_RATE_BAR) }}>
        <Draw {...chart} />
      </div>
    </ChartFrame>
  )
}
