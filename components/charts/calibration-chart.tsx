'use client'

import dynamic from 'next/dynamic'
import { prepareCalibration } from '@/components/charts/calibration-prepare'
import { ChartFrame } from '@/components/charts/chart-frame'
import { TREND_HEIGHT } from '@/components/charts/look'
import type { Accuracy } from '@/lib/analytics/calibration'

const Draw = dynamic(
  () => import('@/components/charts/calibration-draw').then((file) => file.CalibrationDraw),
  { ssr: false },
)

type CalibrationChartProps = {
  subject: string
  /** What is predicted, as in “success”. */
  event: string
  accuracy: Accuracy
}

/** How well predicted shares hold. */
export function CalibrationChart({ subject, event, accuracy }: CalibrationChartProps) {
  const chart = prepareCalibration(accuracy, event)
  return (
    <ChartFrame subject={subject} words={chart}>
      {chart.points.length > 0 && (
        <div style={{ height: TREND_HEIGHT }}>
          <Draw {...chart} />
        </div>
      )}
    </ChartFrame>
  )
}
