'use client'

import {
  CartesianGrid,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { CalibrationChart } from '@/components/charts/calibration-prepare'
import {
  GRID_LOOK,
  REACH_LOOK,
  SCATTER_AXIS_LOOK,
  SCATTER_TOOLTIP_LOOK,
  TREND_HEIGHT,
} from '@/components/charts/look'
import { percentTick } from '@/components/charts/ticks'
import { formatPercent } from '@/lib/format'

export function CalibrationDraw({ points, ticks, title }: CalibrationChart) {
  const [from = 0, to = 100] = [ticks[0], ticks.at(-1)]
  const axis = {
    ...SCATTER_AXIS_LOOK,
    ticks,
    domain: [from, to],
    tickFormatter: percentTick,
  } as const
  return (
    <ResponsiveContainer width="100%" height={TREND_HEIGHT}>
      <ScatterChart margin={{ top: 8, right: 16, bottom: 16, left: 0 }} aria-label={title}>
        <CartesianGrid {...GRID_LOOK} />
        <XAxis
          {...axis}
          dataKey="predicted"
          name="Predicted"
          label={{
            value: 'Predicted',
            position: 'insideBottom',
            offset: -12,
            fill: 'var(--muted)',
            fontSize: 12,
          }}
        />
        <YAxis {...axis} dataKey="actual" name="Actual" width="auto" />
        <ReferenceLine
          segment={[
            { x: from, y: from },
            { x: to, y: to },
          ]}
          stroke="var(--muted)"
          strokeDasharray="6 4"
        />
        <Tooltip {...SCATTER_TOOLTIP_LOOK} formatter={(value) => formatPercent(Number(value))} />
        <Scatter data={points} fill="var(--series-1)" isAnimationActive={false}>
          <ErrorBar {...REACH_LOOK} strokeWidth={1.5} stroke="var(--ink)" />
        </Scatter>
      </ScatterChart>
    </ResponsiveContainer>
  )
}
