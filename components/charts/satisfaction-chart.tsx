'use client'

import dynamic from 'next/dynamic'
import { ChartFrame } from '@/components/charts/chart-frame'
import { Swatch } from '@/components/charts/chart-legend'
import { PIE_HEIGHT } from '@/components/charts/look'
import { prepareSatisfaction } from '@/components/charts/satisfaction-prepare'
import type { Metrics } from '@/lib/analytics/models-answer'
import { formatCount, formatPercent } from '@/lib/format'

const Draw = dynamic(
  () => import('@/components/charts/satisfaction-draw').then((file) => file.SatisfactionDraw),
  {
    ssr: false,
  },
)

export function SatisfactionChart({ metrics }: { metrics: Metrics }) {
  const chart = prepareSatisfaction(metrics)
  return (
    <ChartFrame subject="Satisfaction" words={chart}>
      <div className="relative mx-auto w-full max-w-60" style={{ height: PIE_HEIGHT }}>
        <p className="absolute inset-0 grid place-content-center text-center">
          <span className="text-2xl font-semibold tabular-nums">{formatPercent(chart.satisfaction)}</span>
          <span className="text-xs text-muted">satisfied</span>
        </p>
        <Draw {...chart} />
      </div>
      <ul className="mt-5 space-y-2 text-sm">
        {chart.slices.map((slice) => (
          <li key={slice.key} className="flex items-center gap-2.5 tabular-nums">
            <Swatch colour={slice.colour} pattern={slice.pattern} />
            <span className="grow">{slice.label}</span>
            <span>{formatCount(slice.count)}</span>
            <span className="w-14 text-right text-muted">{formatPercent(slice.percent)}</span>
          </li>
        ))}
      </ul>
    </ChartFrame>
  )
}
